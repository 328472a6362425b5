package dev.oceanus.local.doctor.check;

import java.util.List;

/** All checks, in the order in which an event passes what they look at. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new PageCheck(),
          new TagCheck(),
          new ScriptCheck(),
          new PolicyCheck(),
          new MixedContentCheck(),
          new ConsentCheck(),
          new SignalsCheck(),
          new CookieCheck(),
          new CacheCheck(),
          new SiteCheck(),
          new BeaconCheck());

  private Checks() {}

  /** What they find; what is found again and again, as when a tag keeps trying, is said once. */
  public static List<Finding> findings(Case given) {
    return ALL.stream().flatMap(check -> check.findings(given).stream()).distinct().toList();
  }
}

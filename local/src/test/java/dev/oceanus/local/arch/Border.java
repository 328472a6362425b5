package dev.oceanus.local.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/**
 * A border that no class may cross. Each is a rule about a base package, so that it can be tried on
 * fixtures that have the modules' layout under a base of their own.
 */
enum Border {
  /** Common is below the services. */
  COMMON_KNOWS_NO_SERVICE(
      base ->
          noClasses()
              .that(resideInAPackage(base + ".common.."))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(base + ".collector..", base + ".loader..", base + ".local..")),

  /** A service is one process; what two of them need is in common. */
  SERVICES_KNOW_NOT_EACH_OTHER(
      base ->
          CompositeArchRule.of(
                  noClasses()
                      .that(resideInAPackage(base + ".collector.."))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(base + ".loader..", base + ".local.."))
              .and(
                  noClasses()
                      .that(resideInAPackage(base + ".loader.."))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(base + ".collector..", base + ".local.."))),

  /** What only tests and measurements need is not shipped. */
  NOTHING_NEEDS_THE_TESTKIT(
      base ->
          noClasses()
              .that(resideInAPackage(base + ".."))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(base + ".testkit..", base + ".bench..")),

  /** Packages can be read, and taken out, in one order. */
  PACKAGES_HAVE_NO_CYCLES(base -> slices().matching(base + ".(**)").should().beFreeOfCycles()),

  /** Redis is reached through the stream's ports. */
  JEDIS_STAYS_IN_REDIS_ADAPTERS(base -> onlyIn(base, List.of("..redis.."), "redis.clients..")),

  /** The carried Redis binary is a matter of the laptop. */
  EMBEDDED_REDIS_STAYS_LOCAL(base -> onlyIn(base, List.of(".local.."), "redis.embedded..")),

  /** What parses a request knows no server. */
  UNDERTOW_STAYS_IN_HTTP_ADAPTERS(
      base -> onlyIn(base, List.of("..http.."), "io.undertow..", "org.xnio..")),

  /** The loader's core commits to a port. */
  DUCKDB_STAYS_IN_ITS_ADAPTER(
      base -> onlyIn(base, List.of("..duckdb.."), "org.duckdb..", "java.sql..")),

  /** The cloud is reached through ports, and Google's helpers come with it only. */
  GOOGLE_STAYS_IN_ITS_ADAPTERS(
      base -> onlyIn(base, List.of("..bigquery..", "..pubsub.."), "com.google..", "io.grpc..")),

  /** A setting has one reader, which checks it and knows its default. */
  ENVIRONMENT_IS_READ_IN_MAINS(
      base ->
          noClasses()
              .that(outside(base))
              .and(areNotMains())
              .should()
              .callMethod(System.class, "getenv")
              .orShould()
              .callMethod(System.class, "getenv", String.class)),

  /** Time comes from outside, or tests could not set it; Boot is where a process gets its clock. */
  CLOCKS_ARE_PASSED_IN(
      base ->
          noClasses()
              .that(outside(base))
              .and(areNotMains())
              .and(areNot("Boot"))
              .should()
              .callMethod(System.class, "currentTimeMillis")
              .orShould()
              .callMethod(Instant.class, "now")
              .orShould()
              .callMethod(Clock.class, "systemUTC")
              .orShould()
              .callMethod(Clock.class, "systemDefaultZone")),

  /** Waiting is a policy, not a line somewhere. */
  SLEEPING_IS_FOR_RETRIES(
      base ->
          noClasses()
              .that(outside(base))
              .and(areNot("Retry", "FailPoints"))
              .should()
              .callMethod(Thread.class, "sleep", long.class)
              .orShould()
              .callMethod(Thread.class, "sleep", long.class, int.class)
              .orShould()
              .callMethod(Thread.class, "sleep", Duration.class)),

  /** One logging interface. */
  LOGGING_IS_SLF4J(base -> onlyIn(base, List.of("..log.."), "java.util.logging..")),

  /** Services log; only a command line prints, and logging flushes. */
  PRINTING_IS_FOR_COMMANDS(
      base ->
          noClasses()
              .that(outside(base, ".local..", ".common.log.."))
              .should()
              .accessField(System.class, "out")
              .orShould()
              .accessField(System.class, "err")),

  /** Null is nowhere unless it is declared. */
  PACKAGES_ARE_NULL_MARKED(
      base ->
          classes()
              .that(resideInAPackage(base + ".."))
              .and(areNot("package-info"))
              .should(beInNullMarkedPackage())),

  /** A name says what a class is for. */
  NAMES_SAY_A_ROLE(
      base ->
          noClasses()
              .that(resideInAPackage(base + ".."))
              .should()
              .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Abstract\\w+)$"));

  @SuppressWarnings("ImmutableEnumChecker") // a function of literals, as immutable as they are
  private final Function<String, ArchRule> ruleOfBase;

  Border(Function<String, ArchRule> ruleOfBase) {
    this.ruleOfBase = ruleOfBase;
  }

  /** This border among the packages below a base. */
  ArchRule rule(String base) {
    return ruleOfBase.apply(base).as(name()).allowEmptyShould(true);
  }

  private static ArchRule onlyIn(String base, List<String> adapters, String... technology) {
    return noClasses()
        .that(outside(base, adapters.toArray(String[]::new)))
        .and(areNotMains())
        .should()
        .dependOnClassesThat(resideInAnyPackage(technology));
  }

  private static DescribedPredicate<JavaClass> outside(String base, String... packages) {
    String[] below = Arrays.stream(packages).map(name -> base + name).toArray(String[]::new);
    return resideInAPackage(base + "..").and(resideOutsideOfPackages(below));
  }

  private static DescribedPredicate<JavaClass> areNotMains() {
    return DescribedPredicate.describe(
        "are no mains", type -> !topLevelName(type).endsWith("Main"));
  }

  private static DescribedPredicate<JavaClass> areNot(String... names) {
    Set<String> left = Set.of(names);
    return DescribedPredicate.describe(
        "are none of " + left, type -> !left.contains(topLevelName(type)));
  }

  private static ArchCondition<JavaClass> beInNullMarkedPackage() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "be in a package that is @NullMarked",
            type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
  }

  private static String topLevelName(JavaClass type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }
}

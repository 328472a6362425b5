package dev.oceanus.common.config;

import java.util.List;

/** The configuration has faults; the process ends with exit code 78 before it opens a port. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  /**
   * @param faults each names the setting or the line, the rule, and what was found
   */
  public ConfigException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
    this.faults = List.copyOf(faults);
  }

  /** One line each. */
  public List<String> faults() {
    return faults;
  }
}

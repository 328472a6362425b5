package dev.oceanus.local.doctor.report;

import dev.oceanus.local.cli.Printable;
import dev.oceanus.local.doctor.check.Finding;
import dev.oceanus.local.doctor.check.Finding.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was found of one page, for people and for programs.
 *
 * @param subject what was examined, as it was typed
 */
public record Report(String subject, List<Finding> findings) {
  /** How reports may be written, the default first. */
  public static final List<String> FORMATS = List.of("text", "json");

  public Report {
    findings = List.copyOf(findings);
  }

  /** How many are at a level. */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** A line for each finding, and the sum. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Finding each : findings) {
      String end = each.found().endsWith(".") ? " " : ". ";
      String advice = each.advice().isEmpty() ? "" : end + each.advice();
      text.append(
          "%-9s  %-8s  %s%n"
              .formatted(key(each.level()), each.about(), Printable.text(each.found() + advice)));
    }
    return text.append(sum()).append(System.lineSeparator()).toString();
  }

  private String sum() {
    long problems = count(Level.PROBLEM);
    long warnings = count(Level.WARNING);
    long unchecked = count(Level.UNCHECKED);
    return (problems == 0 ? "All well" : counted(problems, "problem"))
        + (warnings == 0 ? "" : ", " + counted(warnings, "warning"))
        + (unchecked == 0 ? "" : ", " + unchecked + " not checked")
        + ".";
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** One JSON object. */
  public String json() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("examined", subject);
    report.put("problems", count(Level.PROBLEM));
    report.put("warnings", count(Level.WARNING));
    report.put("unchecked", count(Level.UNCHECKED));
    report.put("findings", findings.stream().map(Report::object).toList());
    return Printable.json(JsonMapper.shared().writeValueAsString(report));
  }

  private static Map<String, String> object(Finding finding) {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("level", key(finding.level()));
    object.put("about", finding.about());
    object.put("found", finding.found());
    object.put("advice", finding.advice());
    return object;
  }

  private static String key(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}

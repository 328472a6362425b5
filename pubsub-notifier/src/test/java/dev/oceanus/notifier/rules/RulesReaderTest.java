package dev.oceanus.notifier.rules;

import static dev.oceanus.notifier.rules.Fixture.faults;
import static dev.oceanus.notifier.rules.Fixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesReaderTest {
  private static final String ACTION = "    actions: [{target: slack, text: hello}]\n";

  @Test
  void readsARuleWithEverything() {
    Rule rule =
        rules(
                """
                zone: Asia/Tokyo
                rules:
                  big-order:
                    sites: [shop]
                    when: event_name == "purchase" && amount != null && amount >= 10000
                    throttle: {most: 3, per: 1h, key: [visitor_id, properties.plan]}
                    quiet: {from: "22:00", to: "07:00"}
                    delay: 10m
                    actions:
                      - target: slack
                        text: "{{amount}} by {{user_id}}"
                      - target: mail
                        delay: 1h
                        history: true
                        subject: Order {{event_id}}
                        text: "{{#history}}{{time}} {{page_url}}\\n{{/history}}"
                      - target: sheet
                        row: {Name: "{{user_id}}", Amount: "{{amount}}"}
                """)
            .rule("big-order")
            .orElseThrow();

    assertThat(rule.conditions()).containsOnlyKeys("shop");
    assertThat(rule.throttle())
        .contains(new Throttle(3, Duration.ofHours(1), List.of("visitor_id", "properties.plan")));
    assertThat(rule.quiet())
        .contains(new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Asia/Tokyo")));
    assertThat(rule.digest()).isEmpty();
    assertThat(rule.actions()).hasSize(3);
    assertThat(rule.actions().get(0).delay()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rule.actions().get(1).delay()).isEqualTo(Duration.ofHours(1));
    assertThat(rule.actions().get(1).history()).isTrue();
  }

  @Test
  void readsDigests() {
    RuleBook book =
        rules(
            """
            rules:
              hourly:
                when: event_name == "error"
                sites: [blog]
                digest: {every: 1h, samples: 3, least: 5}
                actions: [{target: slack, text: "{{count}}{{#samples}} {{page_url}}{{/samples}}"}]
              daily:
                when: event_name == "error"
                sites: [blog]
                digest: {at: ["09:00"], zone: Asia/Tokyo}
                actions: [{target: slack, text: "{{count}}"}]
            """);

    assertThat(book.rule("hourly").flatMap(Rule::digest))
        .contains(new Digest(new Digest.Every(Duration.ofHours(1)), 3, 5));
    assertThat(book.rule("daily").flatMap(Rule::digest))
        .contains(
            new Digest(new Digest.At(List.of(LocalTime.of(9, 0)), ZoneId.of("Asia/Tokyo")), 10, 1));
  }

  @Test
  void namesAnUnknownColumnWithLineAndColumn() {
    assertThat(
            faults(
                """
                rules:
                  a:
                    sites: [shop]
                    when: event_nam == "purchase"
                """
                    + ACTION))
        .containsExactly(
            "rules.yaml:4:11: rules.a.when: events of web have no 'event_nam'; did you mean"
                + " 'event_name'?");
  }

  @Test
  void findsThePlaceInBlocksAndQuotes() {
    assertThat(
            faults(
                """
                rules:
                  a:
                    sites: [shop]
                    when: |
                      event_name == "purchase"
                        && amout > 1.0
                """
                    + ACTION
                    + """
                      b:
                        sites: [shop]
                        when: >-
                          event_name == "purchase"
                          && amout > 1.0
                    """
                    + ACTION
                    + """
                      c:
                        sites: [shop]
                        when: 'event_name == ''purchase'' && amout > 1.0'
                    """
                    + ACTION))
        .extracting(fault -> fault.substring(0, fault.indexOf(": events")))
        .containsExactly(
            "rules.yaml:6:12: rules.a.when",
            "rules.yaml:12:10: rules.b.when",
            "rules.yaml:16:42: rules.c.when");
  }

  @Test
  void checksAConditionAgainstTheSchemaOfEachOfItsSites() {
    assertThat(
            faults(
                """
                rules:
                  all:
                    when: page_url == "x"
                """
                    + ACTION))
        .containsExactly(
            "rules.yaml:3:11: rules.all.when: events of oceanus-log have no 'page_url'",
            "rules.yaml:3:11: rules.all.when: events of oceanus-form have no 'page_url'");
  }

  @Test
  void gathersAllFaults() {
    assertThat(
            faults(
                """
                zone: Mars/Olympus
                rule: {}
                rules:
                  "a b":
                    when: "true"
                  b:
                    sites: [shopp]
                    when: "1"
                    throttle: {most: 0}
                    digest: {every: 1h, at: ["09:00"]}
                    quiet: {from: "22:00", to: "25:00"}
                    delay: 8d
                    actions:
                      - target: slak
                        text: x
                      - target: slack
                        subject: x
                        text: "{{page_ur}}"
                      - target: sheet
                        row: {}
                  c:
                    sites: [shop]
                    actions: []
                """))
        .extracting(fault -> fault.replaceFirst(" must .*| is .*| there .*| nothing .*| .*", ""))
        .hasSizeGreaterThanOrEqualTo(13)
        .contains(
            "rules.yaml:1:",
            "rules.yaml:2:",
            "rules.yaml:4:",
            "rules.yaml:7:",
            "rules.yaml:9:",
            "rules.yaml:10:",
            "rules.yaml:11:",
            "rules.yaml:12:",
            "rules.yaml:14:",
            "rules.yaml:17:",
            "rules.yaml:20:");
  }

  @Test
  void looksIntoConditionsOfAnotherType() {
    assertThat(faults("rules:\n  a:\n    sites: [shop]\n    when: event_name\n" + ACTION))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:4:11: rules.a.when: ")
        .contains("bool");
  }

  @Test
  void refusesPatternsThatCannotBeRead() {
    assertThat(
            faults("rules:\n  a:\n    sites: [shop]\n    when: page_url.matches('/a(')\n" + ACTION))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:4:28: rules.a.when: error parsing regexp");
  }

  @Test
  void takesAFileWithoutRules() {
    assertThat(rules("").rules()).isEmpty();
    assertThat(rules("rules:\n").rules()).isEmpty();
    assertThat(rules("targets: {slack: {kind: slack}}\n").rules()).isEmpty();
  }

  @Test
  void saysWhatATargetTakes() {
    assertThat(
            faults(
                """
                rules:
                  a:
                    sites: [shop]
                    when: "true"
                    actions:
                      - {target: mail, text: x}
                      - {target: hook, text: x}
                """))
        .containsExactly(
            "rules.yaml:6: rules.a.actions[0].subject: is missing: a text",
            "rules.yaml:7: rules.a.actions[1].text: is nothing for 'hook', which takes json",
            "rules.yaml:7: rules.a.actions[1].json: is missing: a text");
  }

  @Test
  void looksOnlyAtTheRulesOfASite() {
    RuleBook book =
        rules(
            "rules:\n  a:\n    sites: [shop]\n    when: \"true\"\n"
                + ACTION
                + "  b:\n    when: \"true\"\n"
                + ACTION);
    assertThat(book.of("shop")).extracting(Rule::name).containsExactly("a", "b");
    assertThat(book.of("old")).extracting(Rule::name).containsExactly("b");
    assertThat(book.of("elsewhere")).isEmpty();
    assertThat(book.rule("c")).isEqualTo(Optional.empty());
  }
}

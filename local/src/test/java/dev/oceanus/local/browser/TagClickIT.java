package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tag tells of clicks and forms. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagClickIT {
  private static final String STAY =
      "<script>addEventListener('click', event => event.preventDefault())</script>";
  private static final String LINKS =
      STAY
          + """
          <a id="out" href="https://elsewhere.example/a?b=c">out</a>
          <a id="file" href="files/Price%20List.PDF?v=2"><b id="inner">file</b></a>
          <a id="named" href="report" download>named</a>
          <a id="in" href="next">in</a>
          <a id="mail" href="mailto:ada@shop.example">mail</a>
          <p id="text">text</p>
          """;

  private final Scenario site;

  TagClickIT(Stand stand) {
    this.site = stand.scenario();
  }

  @Test
  void linksAreToldAsTheSiteAsksFor() {
    site.page("links", "data-track='outbound_click file_download link_click'", LINKS);
    Tab tab = site.visit("links");
    for (String id : List.of("out", "inner", "named", "in", "mail", "text")) {
      tab.click("#" + id);
    }

    assertThat(clicks(tab))
        .containsExactly(
            "outbound_click {\"url\":\"https://elsewhere.example/a?b=c\"}",
            "file_download {\"url\":\"" + site.url("files/Price%20List.PDF?v=2") + "\"}",
            "file_download {\"url\":\"" + site.url("report") + "\"}",
            "link_click {\"url\":\"" + site.url("next") + "\"}",
            "link_click {\"url\":\"mailto:\"}");
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void onlyWhatTheSiteAsksForIsTold() {
    site.page("some", "data-track=file_download data-files='csv|pdf'", LINKS);
    Tab tab = site.visit("some");
    List.of("out", "file", "in").forEach(id -> tab.click("#" + id));
    assertThat(clicks(tab))
        .containsExactly(
            "file_download {\"url\":\"" + site.url("files/Price%20List.PDF?v=2") + "\"}");
    tab.close();
  }

  @Test
  void nothingIsToldUnlessTheSiteAsksForIt() {
    site.page("none", "", LINKS + "<form><input name=a><button id=send>send</button></form>");
    Tab tab = site.visit("none");
    List.of("out", "file", "in", "send").forEach(id -> tab.click("#" + id));

    assertThat(clicks(tab)).isEmpty();
    tab.close();
  }

  @Test
  void anElementMayBeAnEvent() {
    site.page(
        "marked",
        "data-track=link_click",
        """
        <div data-oc-event="card" data-oc-item-id="7" data-oc-shelf="top"><i id="card">card</i></div>
        <a id="link" href="#x" data-oc-event="jump">jump</a>
        <form id="form" data-oc-event="signup" data-oc-plan="free"><input name="email" value="ada@shop.example">
        <button type="button" id="idle">idle</button><button id="send">send</button></form>
        <script>document.querySelector('form').onsubmit = () => false</script>
        """);
    Tab tab = site.visit("marked");
    List.of("card", "link", "idle", "send").forEach(id -> tab.click("#" + id));

    assertThat(clicks(tab))
        .containsExactly(
            "card {\"item_id\":\"7\",\"shelf\":\"top\"}", "jump ", "signup {\"plan\":\"free\"}");
    tab.close();
  }

  @Test
  void aFormIsToldWithoutWhatIsInIt() {
    site.page(
        "form",
        "data-track=form_submit",
        """
        <form id="order" name="order-form" action="next?token=secret#here" method="post">
        <input name="id" value="field"><input name="action" value="field"><input name="email" value="ada@shop.example">
        <button id="send">send</button></form>
        """);
    Tab tab = site.visit("form");
    tab.click("#send");
    tab.awaitTrue("location.pathname.endsWith('next') && window.oceanus.sites");
    site.stored("form_submit");

    assertThat(clicks(tab))
        .containsExactly(
            "form_submit {\"id\":\"order\",\"name\":\"order-form\",\"action\":\""
                + site.url("next")
                + "\"}");
    assertThat(site.requests())
        .allSatisfy(
            request ->
                assertThat(request.body()).doesNotContain("ada@", "email", "field", "secret="));
    tab.close();
  }

  @Test
  void aClickThatLeavesThePageIsTold() {
    site.page(
        "leave", "data-track=outbound_click", "<a id=out href='%s'>out</a>".formatted(elsewhere()));
    Tab tab = site.visit("leave");
    site.stored("page_view");
    tab.click("#out");
    tab.awaitTrue("location.hostname === 'localhost'");

    assertThat(site.told(site.stored("outbound_click"), "evt", "url"))
        .startsWith("page_view leave")
        .contains("outbound_click leave");
    tab.close();
  }

  private String elsewhere() {
    return site.url("next").replace("127.0.0.1", "localhost");
  }

  /** All but page views, with what they carry. */
  private List<String> clicks(Tab tab) {
    return site.all(tab).stream()
        .filter(event -> !List.of("page_view", "end").contains(Scenario.text(event, "evt")))
        .map(TagClickIT::line)
        .toList();
  }

  private static String line(JsonNode event) {
    JsonNode properties = event.path("jsn");
    return Scenario.text(event, "evt")
        + " "
        + (properties.isEmpty() ? "" : JsonMapper.shared().writeValueAsString(properties));
  }
}

package dev.oceanus.local.doctor.visit;

import dev.oceanus.local.browser.Tab;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Tags.Kind;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Tags.State;
import dev.oceanus.local.doctor.facts.Visitor;
import dev.oceanus.local.doctor.facts.Visitor.Cookie;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a script in the page sees. It changes nothing and sends nothing. */
record PageScript(JsonNode seen) {
  private static final String SCRIPT =
      """
      (async () => {
        const scripts = [...document.scripts].filter(each => each.src).map(each => ({
          src: each.src, nonce: each.nonce || '',
          attributes: Object.fromEntries([...each.attributes].map(a => [a.name, a.value]))}));
        const policies = [...document.querySelectorAll('meta[http-equiv]')]
          .filter(each => each.httpEquiv.toLowerCase() === 'content-security-policy')
          .map(each => each.content);
        const tag = window.oceanus;
        const kind = tag === undefined ? 'ABSENT' : typeof tag !== 'function' ? 'OTHER'
          : tag.version ? 'RUNNING' : tag.q ? 'QUEUE' : 'OTHER';
        const cached = [];
        try {
          const tags = scripts.filter(each => 'data-site' in each.attributes || /\\/oceanus\\.js/.test(each.src));
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const each of tags) if (await cache.match(each.src)) cached.push(name);
          }
        } catch (e) { /* a page without https has none */ }
        return {
          address: location.href, scripts, policies, kind,
          version: String(tag && tag.version || ''),
          gpc: navigator.globalPrivacyControl === true, dnt: navigator.doNotTrack === '1',
          cookies: navigator.cookieEnabled, caches: [...new Set(cached)]
        };
      })()
      """;

  static PageScript run(Tab tab) {
    return new PageScript(tab.value(SCRIPT));
  }

  String address() {
    return seen.path("address").asString("");
  }

  List<String> policies() {
    return texts(seen.path("policies"));
  }

  Tags tags() {
    List<Script> scripts = new ArrayList<>();
    for (JsonNode each : seen.path("scripts")) {
      Map<String, String> attributes = new HashMap<>();
      each.path("attributes")
          .properties()
          .forEach(
              entry ->
                  attributes.put(
                      entry.getKey().toLowerCase(Locale.ROOT), entry.getValue().asString("")));
      scripts.add(
          new Script(each.path("src").asString(""), attributes, each.path("nonce").asString("")));
    }
    State state =
        new State(
            Kind.valueOf(seen.path("kind").asString("ABSENT")), seen.path("version").asString(""));
    return new Tags(scripts, state);
  }

  /** With the cookies, of which a script sees only some. */
  Visitor visitor(Tab tab) {
    List<Cookie> cookies = new ArrayList<>();
    JsonNode all = tab.call("Network.getCookies", Map.of("urls", List.of(address())));
    for (JsonNode each : all.path("cookies")) {
      cookies.add(
          new Cookie(
              each.path("name").asString(""),
              each.path("value").asString(""),
              each.path("domain").asString("")));
    }
    return new Visitor(
        seen.path("gpc").asBoolean(false),
        seen.path("dnt").asBoolean(false),
        seen.path("cookies").asBoolean(true),
        cookies,
        texts(seen.path("caches")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asString("")));
    return texts;
  }
}

package dev.oceanus.local.doctor.har;

import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.facts.Examination.Source;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Page;
import dev.oceanus.local.doctor.facts.Page.Place;
import dev.oceanus.local.doctor.facts.Page.PolicyText;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.facts.Visitor;
import dev.oceanus.local.doctor.har.StartTags.Element;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads HAR 1.2 as browsers' developer tools write it. */
public final class HarFile {
  private static final long LARGEST = 100L << 20;
  private static final String POLICY = "content-security-policy";

  private HarFile() {}

  /** What a file holds. */
  public static Examination read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("it is larger than 100 MiB; export one page load, without contents");
    }
    try {
      return read(JsonMapper.shared().readTree(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Examination read(JsonNode har) throws IOException {
    if (!har.at("/log/entries").isArray()) {
      throw new IOException("it is no HAR: it has no log.entries");
    }
    List<Exchange> exchanges = new ArrayList<>();
    for (JsonNode entry : har.at("/log/entries")) {
      new HarEntry(entry).exchange().ifPresent(exchanges::add);
    }
    if (exchanges.isEmpty()) {
      throw new IOException("it holds no request; reload the page with the developer tools open");
    }
    Optional<Exchange> document = document(exchanges);
    URI url =
        document
            .map(exchange -> exchange.request().url())
            .or(() -> ofTitle(har))
            .orElse(exchanges.getFirst().request().url());
    String html = document.map(HarFile::html).orElse(null);
    List<Element> elements = html == null ? null : StartTags.of(html);
    Page page =
        new Page(url, document.map(HarFile::status).orElse(0), policies(document, elements));
    return new Examination(
        Source.HAR, page, new Tags(scripts(url, elements), null), visitor(exchanges), exchanges);
  }

  /** The last page that the file is about: what came as HTML and was not sent on. */
  private static Optional<Exchange> document(List<Exchange> exchanges) {
    return exchanges.stream()
        .filter(
            exchange ->
                exchange.outcome() instanceof Answered answer
                    && answer.mediaType().equals("text/html")
                    && (answer.status() < 300 || answer.status() >= 400)
                    && !"iframe".equals(exchange.request().headers().get("sec-fetch-dest")))
        .findFirst();
  }

  private static Optional<URI> ofTitle(JsonNode har) {
    return Urls.web(har.at("/log/pages/0/title").asString(""));
  }

  private static int status(Exchange document) {
    return document.outcome() instanceof Answered answer ? answer.status() : 0;
  }

  private static @Nullable String html(Exchange document) {
    return document.outcome() instanceof Answered answer ? answer.body() : null;
  }

  private static @Nullable List<PolicyText> policies(
      Optional<Exchange> document, @Nullable List<Element> elements) {
    if (document.isEmpty()) {
      return null;
    }
    List<PolicyText> policies = new ArrayList<>();
    if (document.get().outcome() instanceof Answered answer) {
      policies.addAll(PolicyText.ofHeader(answer.headers().getOrDefault(POLICY, "")));
    }
    if (elements != null) {
      elements.stream()
          .filter(
              element ->
                  element.name().equals("meta")
                      && element.attribute("http-equiv").equalsIgnoreCase(POLICY))
          .forEach(meta -> policies.add(new PolicyText(meta.attribute("content"), Place.META)));
    }
    // A file without contents tells nothing of meta elements.
    return policies.isEmpty() && elements == null ? null : policies;
  }

  private static @Nullable List<Script> scripts(URI page, @Nullable List<Element> elements) {
    if (elements == null) {
      return null;
    }
    List<Script> scripts = new ArrayList<>();
    for (Element element : elements) {
      String src = element.attribute("src").strip();
      if (element.name().equals("script") && !src.isEmpty()) {
        resolved(page, src)
            .ifPresent(
                url ->
                    scripts.add(
                        new Script(
                            url.toString(), element.attributes(), element.attribute("nonce"))));
      }
    }
    // Tag managers add theirs to the page, not to its text: none there says nothing.
    return scripts.stream().anyMatch(script -> isTag(script)) ? scripts : null;
  }

  private static boolean isTag(Script script) {
    return script.attributes().containsKey("data-site") || script.src().contains("/oceanus.js");
  }

  private static Optional<URI> resolved(URI page, String src) {
    try {
      return Urls.web(page.resolve(src.replace(" ", "%20")).toString());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Visitor visitor(List<Exchange> exchanges) {
    return new Visitor(
        exchanges.stream().anyMatch(each -> "1".equals(header(each, "sec-gpc"))),
        exchanges.stream().anyMatch(each -> "1".equals(header(each, "dnt"))),
        null,
        null,
        null);
  }

  private static String header(Exchange exchange, String name) {
    return exchange.request().headers().getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}

package dev.oceanus.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.standin.Page;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The page's samples say yes to what we sign, and no to anything else. */
@Tag("slow")
class WebhookSamplesTest {
  private static final String FIRST = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String SECOND = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final long NOW = 1_796_040_000;
  private static final String BODY = "{\"what\":\"Grüße 🦀\"}";

  /** What is to be judged, and how. */
  private record Case(String secret, String id, long now, String body, boolean good) {}

  private static final List<Case> CASES =
      List.of(
          new Case(FIRST, "orders/17", NOW, BODY, true),
          new Case(SECOND, "orders/17", NOW + 299, BODY, true),
          new Case(FIRST, "orders/18", NOW, BODY, false),
          new Case(FIRST, "orders/17", NOW, BODY + " ", false),
          new Case(FIRST, "orders/17", NOW + 301, BODY, false),
          new Case(FIRST, "orders/17", NOW - 301, BODY, false),
          new Case("whsec_AAAAsBQIhrscChlQIMV+b5sSYspob7oD", "orders/17", NOW, BODY, false));

  @TempDir private Path folder;

  @Test
  void thatInJavaDoes() throws Exception {
    Path source = folder.resolve("Verifier.java");
    Files.writeString(source, Page.block("targets.md", "java"));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.out, "-d", folder.toString(), source.toString());
    assertThat(errors).isZero();

    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method verify =
          loader
              .loadClass("Verifier")
              .getMethod("verify", String.class, Map.class, byte[].class, long.class);
      for (Case each : CASES) {
        assertThat(
                verify.invoke(
                    null,
                    each.secret(),
                    headers(each),
                    each.body().getBytes(StandardCharsets.UTF_8),
                    each.now()))
            .as("%s", each)
            .isEqualTo(each.good());
      }
    }
  }

  @Test
  void thatInPythonDoes() throws Exception {
    String rest =
        """

        import json, sys
        for case in json.load(open(sys.argv[1], encoding="utf-8")):
            print(str(verify(case["secret"], case["headers"], case["body"].encode(), case["now"])).lower())
        """;

    judge("verify.py", Page.block("targets.md", "python") + rest, "python3");
  }

  @Test
  void thatInJavaScriptDoes() throws Exception {
    String rest =
        """

        for (const it of JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8'))) {
          console.log(String(verify(it.secret, it.headers, Buffer.from(it.body), it.now)));
        }
        """;

    judge("verify.cjs", Page.block("targets.md", "javascript") + rest, "node");
  }

  private void judge(String name, String program, String interpreter) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, program);
    Path cases = folder.resolve("cases.json");
    Files.writeString(
        cases,
        new JsonMapper()
            .writeValueAsString(
                CASES.stream()
                    .map(
                        each ->
                            Map.of(
                                "secret", each.secret(),
                                "headers", headers(each),
                                "body", each.body(),
                                "now", each.now()))
                    .toList()));
    Process process =
        new ProcessBuilder(interpreter, file.toString(), cases.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines())
        .containsExactlyElementsOf(
            CASES.stream().map(each -> Boolean.toString(each.good())).toList());
  }

  private static Map<String, String> headers(Case each) {
    String signature =
        Signer.of(new Secret(FIRST + "\n" + SECOND))
            .sign("orders/17", NOW, BODY.getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "webhook-id",
        each.id(),
        "webhook-timestamp",
        Long.toString(NOW),
        "webhook-signature",
        signature);
  }
}

package dev.oceanus.k8scheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code k8s/gke/bootstrap.sh} on programs that remember what was made, instead of a cloud. */
class BootstrapTest {
  private static final Path SCRIPT = Rendering.ROOT.resolve("gke/bootstrap.sh");

  /** Finds what it was told to create before; fails where it is told to. */
  private static final String FAKE =
      """
      #!/bin/bash
      line="${0##*/} $*"
      printf '%s\\n' "$line" >>"$FAKE_FOLDER/calls"
      [[ -z $FAKE_FAILS || $line != *"$FAKE_FAILS"* ]] || exit 3
      case " $* " in
        *" create "* | *" create-auto "* | *" mk "*) touch "$FAKE_FOLDER/made" ;;
        *" describe "*projectNumber*) echo 123456 ;;
        *" describe "*registryUri*) echo registry.example/p/oceanus ;;
        *" describe "* | *" show "* | *" get namespace "* | *" get secret "*) [[ -e $FAKE_FOLDER/all ]] ;;
      esac
      """;

  @TempDir private Path folder;

  private record Run(int code, String out) {}

  @BeforeEach
  void putFakes() throws IOException {
    for (String name : List.of("gcloud", "kubectl", "bq")) {
      Path file = Files.writeString(folder.resolve(name), FAKE);
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  @Test
  void isCleanUnderShellcheck() throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder("shellcheck", "-x", SCRIPT.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new AssertionError("found no shellcheck on the path: install Debian's shellcheck", e);
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
  }

  @Test
  void callsNothingUnlessItIsToldTo() throws Exception {
    Run run = run("", "--project", "shop-1234", "--domain", "collect.shop.example");
    assertThat(run.code).as(run.out).isZero();
    assertThat(run.out)
        .contains("+ gcloud --project shop-1234 --quiet pubsub topics create oceanus-live")
        .contains("+ kubectl --namespace oceanus create secret generic redis-auth");
    assertThat(calls()).isEmpty();
  }

  @Test
  void makesEverythingAndThePasswordIsInNoLine() throws Exception {
    Run run = apply("");
    assertThat(run.code).as(run.out).isZero();
    assertThat(calls())
        .anyMatch(each -> each.contains("container clusters create-auto oceanus"))
        .anyMatch(each -> each.contains("certificate-manager maps entries create oceanus"))
        .anyMatch(each -> each.contains("service-123456@gcp-sa-pubsub"))
        .anyMatch(each -> each.contains("mk --dataset shop-1234:oceanus"));
    assertThat(run.out + calls()).doesNotContainPattern("[0-9a-f]{32}");
    assertThat(run.out).contains("#registry.example/p/oceanus#");
  }

  @Test
  void makesNothingTwice() throws Exception {
    Files.createFile(folder.resolve("all"));
    Run run = apply("");
    assertThat(run.code).as(run.out).isZero();
    assertThat(calls()).isNotEmpty();
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void endsWithTheCommandThatFailed() throws Exception {
    Run run = apply("topics create oceanus-live");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.out).contains("failed: gcloud --project shop-1234 --quiet pubsub topics create");
    assertThat(calls().getLast()).contains("topics create oceanus-live");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(run("", "--project", "shop-1234").code).isEqualTo(64);
    assertThat(run("", "--project", "shop-1234", "--domain", "a.b", "--aply").code).isEqualTo(64);
    assertThat(run("", "--project", "x; rm", "--domain", "a.b").out).contains("found 'x; rm'");
    assertThat(calls()).isEmpty();
  }

  @Test
  void makesTheBucketOfTheExportWhereOneIsNamed() throws Exception {
    assertThat(run("", "--project", "shop-1234", "--domain", "a.example").out)
        .doesNotContain("storage buckets")
        .doesNotContain("oceanus-export");
    Run run =
        run("", "--project", "shop-1234", "--domain", "a.example", "--bucket", "shop-nightly");
    assertThat(run.code).as(run.out).isZero();
    assertThat(run.out)
        .contains("storage buckets create gs://shop-nightly")
        .contains("storage buckets add-iam-policy-binding gs://shop-nightly")
        .contains("oceanus-export@shop-1234.iam.gserviceaccount.com")
        .contains("create secret generic db-export-auth");
  }

  /** Every name that the overlay waits for is one that the script makes. */
  @Test
  void makesWhatTheOverlayRefersTo() throws Exception {
    String made =
        run("", "--project", "my-project", "--domain", "collect.example", "--bucket", "exports")
            .out;
    World world = Rendering.read(Rendering.text("tests/gke-db-export"));
    assertThat(world.of("ServiceAccount"))
        .filteredOn(each -> each.at("metadata", "annotations").present())
        .extracting(each -> each.at("metadata", "name").text())
        .containsExactlyInAnyOrder(
            "collector", "redis-to-bigquery", "pubsub-notifier", "table-creator", "db-export");
    for (Node account : world.of("ServiceAccount")) {
      Node google = account.at("metadata", "annotations", "iam.gke.io/gcp-service-account");
      if (google.present()) {
        String name = account.at("metadata", "name").text();
        assertThat(made).contains("create " + google.text().replaceAll("@.*", ""));
        assertThat(made).contains("oceanus/" + name);
      }
    }
    Node gateway = world.get("Gateway", "oceanus");
    String map = gateway.at("metadata", "annotations", "networking.gke.io/certmap").text();
    assertThat(made)
        .contains("certificate-manager maps create " + map)
        .contains(
            "compute addresses create "
                + gateway.at("spec", "addresses").first().at("value").text())
        .contains(
            "ssl-policies create "
                + world
                    .get("GCPGatewayPolicy", "oceanus")
                    .at("spec", "default", "sslPolicy")
                    .text());
  }

  @Test
  void printsWhatPutsAllNamesIntoTheOverlay() throws Exception {
    Path names = Path.of("overlays", "gke", "names", "kustomization.yaml");
    Path copy = folder.resolve("k8s").resolve(names);
    Files.createDirectories(copy.resolveSibling(""));
    Files.copy(Rendering.ROOT.resolve(names), copy);
    Files.createFile(folder.resolve("all"));
    String sed =
        apply("")
            .out
            .lines()
            .filter(line -> line.startsWith("     sed "))
            .findFirst()
            .orElseThrow();
    Process process =
        new ProcessBuilder("bash", "-ec", sed).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(copy))
        .noneMatch(line -> !line.startsWith("#") && line.contains("my-project"))
        .anyMatch(line -> line.contains("newName: registry.example/p/oceanus/collector"))
        .anyMatch(line -> line.contains("google-project=shop-1234"))
        .anyMatch(line -> line.contains("bigquery-location=EU"));
  }

  private Run apply(String fails) throws Exception {
    return run(fails, "--project", "shop-1234", "--domain", "collect.shop.example", "--apply");
  }

  private Run run(String fails, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", "", (path, none) -> folder + ":" + path);
    builder.environment().put("FAKE_FOLDER", folder.toString());
    builder.environment().put("FAKE_FAILS", fails);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), out);
  }

  private List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }
}

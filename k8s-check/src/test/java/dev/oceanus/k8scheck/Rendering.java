package dev.oceanus.k8scheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Renders a folder of {@code k8s/} as {@code kubectl apply -k} would. */
final class Rendering {
  static final Path ROOT = Path.of("..", "k8s");

  /** Everything that is rendered; {@code everyFolderThatCanBeAppliedIsRendered} compares. */
  static final List<String> FOLDERS =
      List.of(
          "base",
          "overlays/local",
          "overlays/gke",
          "tests/gke-db-export",
          "tests/gke-ingress",
          "tests/gke-without-keda");

  private static final ObjectMapper YAML = new YAMLMapper();

  private Rendering() {}

  /** The text that kubectl prints. */
  static String text(String folder) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("kubectl", ".err");
    try {
      Process process = start(ROOT.resolve(folder), errors);
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(
            "kubectl kustomize k8s/" + folder + " failed: " + Files.readString(errors));
      }
      return text;
    } finally {
      Files.delete(errors);
    }
  }

  private static Process start(Path folder, Path errors) {
    try {
      return new ProcessBuilder("kubectl", "kustomize", folder.toString())
          .redirectError(errors.toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError(
          "found no kubectl on the path, which renders the manifests: install it (kubernetes.io/docs,"
              + " or the package kubectl of Google's)",
          e);
    }
  }

  /** The objects in a text of several documents, changeable. */
  static World read(String text) {
    List<Node> objects = new ArrayList<>();
    for (String document : text.split("(?m)^---$", -1)) {
      if (!document.isBlank()) {
        objects.add(new Node(YAML.readValue(document, Object.class)));
      }
    }
    return new World(objects);
  }
}

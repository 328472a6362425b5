package dev.oceanus.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void aClaimMakesTheFolder() {
    DataFolder folder = new DataFolder(temp.resolve("a/b"));
    try (Claim claim = folder.claim()) {
      assertThat(claim).isNotNull();
      assertThat(folder.root()).isDirectory();
    }
    assertThat(folder.isClaimed()).isFalse();
  }

  @Test
  void aNewFolderIsItsOwnersOnly() throws IOException {
    DataFolder folder = new DataFolder(temp.resolve("mine"));
    folder.claim().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatNobodyEverClaimedIsNoDataFolder() {
    assertThatThrownBy(() -> new DataFolder(temp).isClaimed())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining("./oceanus up");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> new DataFolder(file).claim())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theCatalogueThatComesWithItIsPutThereOnce() throws IOException {
    DataFolder folder = new DataFolder(temp);
    SiteCatalogue catalogue = SiteCatalogueReader.read(LocalFiles.sites(null, folder));

    assertThat(catalogue.site("demo").orElseThrow().lane().name()).isEqualTo("events_demo");
    assertThat(catalogue.site("demo").orElseThrow().accepts())
        .containsExactlyInAnyOrder(Accepts.EVENTS, Accepts.PIXEL, Accepts.FORM, Accepts.MAIL);

    Files.writeString(folder.sites(), "sites:\n  mine:\n");
    assertThat(LocalFiles.sites(null, folder)).hasContent("sites:\n  mine:\n");
    assertThat(LocalFiles.sites("/elsewhere.yaml", folder)).hasToString("/elsewhere.yaml");
  }

  @Test
  void theRulesThatComeWithItFitTheCatalogue() throws IOException {
    DataFolder folder = new DataFolder(temp);
    Path sites = LocalFiles.sites(null, folder);

    assertThat(LocalFiles.rules(null, folder, sites))
        .isEqualTo(folder.rules())
        .content()
        .contains("\nrules:")
        .contains("sites: [demo]");
    assertThat(LocalFiles.rules("/elsewhere.yaml", folder, sites)).hasToString("/elsewhere.yaml");

    Files.writeString(sites, "sites:\n  mine:\n");
    Files.delete(folder.rules());
    assertThat(LocalFiles.rules(null, folder, sites))
        .content()
        .contains("watch:")
        .doesNotContain("\nrules:")
        .doesNotContain("demo");
  }

  @Test
  void howAProcessIsReachedIsReadAsItWasWritten() throws IOException {
    Running running =
        new Running(
            7,
            "http://127.0.0.1:8080",
            "http://127.0.0.1:9/query",
            "secret",
            6379,
            List.of(
                new Running.Table("events_demo", 2, List.of("demo", "other")),
                new Running.Table("refused", 1, List.of())));
    Path file = temp.resolve("running");
    running.write(file);
    running.write(file);

    assertThat(Running.read(file)).hasValue(running);
    assertThat(Running.read(temp.resolve("none"))).isEmpty();
  }
}

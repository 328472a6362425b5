package dev.oceanus.common.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.common.config.ConfigException;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of servers, and what a catalogue says of them. */
class WriteKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEY = WriteKeys.random(RANDOM);
  private static final String OTHER = WriteKeys.random(RANDOM);

  private static Site site(String server) {
    return SiteCatalogueReader.read("sites:\n  a:\n    server: " + server, "sites.yaml")
        .site("a")
        .orElseThrow();
  }

  @Test
  void hasTwoHundredFiftySixRandomBitsAndABeginningThatIsKnown() {
    assertThat(KEY).matches("ock_[A-Za-z0-9_-]{43}").isNotEqualTo(OTHER);
  }

  @Test
  void hashesByPlainSha256SoThatAnyToolCanCheckIt() {
    assertThat(WriteKeys.hash("abc"))
        .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void opensByEachKeyOfTheSiteAndByNothingElse() {
    Site site =
        site(
            "{keys: {backend: '%s', batch-2: %s}}"
                .formatted(WriteKeys.hash(KEY), WriteKeys.hash(OTHER)));

    WriteKeys keys = site.access().keys();
    assertThat(keys.opens(KEY)).isTrue();
    assertThat(keys.opens(OTHER)).isTrue();
    assertThat(keys.label(KEY)).contains("backend");
    assertThat(keys.label(OTHER)).contains("batch-2");
    assertThat(keys.opens(WriteKeys.random(RANDOM))).isFalse();
    assertThat(keys.opens(WriteKeys.hash(KEY))).isFalse();
    assertThat(keys.opens("")).isFalse();
    assertThat(keys.opens(KEY + " ")).isFalse();
  }

  @Test
  void nothingOpensASiteThatListsNone() {
    WriteKeys none =
        SiteCatalogueReader.read("sites:\n  a:\n", "sites.yaml")
            .site("a")
            .orElseThrow()
            .access()
            .keys();

    assertThat(none).isEqualTo(WriteKeys.NONE);
    assertThat(none.any()).isFalse();
    assertThat(none.opens("")).isFalse();
    assertThat(none.opens(KEY)).isFalse();
  }

  @Test
  void printsNeitherKeyNorHash() {
    Site site = site("{keys: {backend: '%s'}}".formatted(WriteKeys.hash(KEY)));

    assertThat(site.toString())
        .contains("WriteKeys[backend]")
        .doesNotContain(KEY)
        .doesNotContain(WriteKeys.hash(KEY).substring(7));
  }

  @Test
  void isTheSameWithTheSameHashes() {
    Map<String, String> hashes = Map.of("a", WriteKeys.hash(KEY));

    assertThat(new WriteKeys(hashes))
        .isEqualTo(new WriteKeys(hashes))
        .hasSameHashCodeAs(new WriteKeys(hashes))
        .isNotEqualTo(new WriteKeys(Map.of("b", WriteKeys.hash(KEY))))
        .isNotEqualTo(new WriteKeys(Map.of("a", WriteKeys.hash(OTHER))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:0", "md5:0"})
  void isMadeOfHashesOnly(String text) {
    assertThatThrownBy(() -> new WriteKeys(Map.of("a", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {keys: {backend: KEY}}        | sites.a.server.keys: 'backend' must be sha256:
          {keys: {backend: sha256:KEY}} | sites.a.server.keys: 'backend' must be sha256:
          {keys: {backend: [KEY]}}      | sites.a.server.keys: 'backend' must be sha256:
          {keys: {backend: }}           | sites.a.server.keys: 'backend' must be sha256:
          {keys: {KEY: backend}}        | sites.a.server.keys: each key has a label
          {keys: {a b: KEY}}            | sites.a.server.keys: each key has a label
          {keys: KEY}                   | sites.a.server.keys: must be a mapping
          {keys: [KEY]}                 | sites.a.server.keys: must be a mapping
          KEY                           | sites.a.server: must be a mapping
          {key: {}}                     | sites.a.server.key: is not known here; did you mean 'keys'?
          """)
  void namesEachFaultButNotWhatMayBeAKey(String server, String fault) {
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> site(server.replace("KEY", KEY)))
                .faults())
        .singleElement()
        .asString()
        .startsWith("sites.yaml:3: " + fault)
        .doesNotContain(KEY);
  }
}

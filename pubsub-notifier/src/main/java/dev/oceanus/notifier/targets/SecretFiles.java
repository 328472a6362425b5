package dev.oceanus.notifier.targets;

import dev.oceanus.common.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files that hold secrets, such as those of a Kubernetes Secret that is mounted. */
@FunctionalInterface
public interface SecretFiles {
  /** More than any key or password has. */
  int LARGEST = 64 * 1024;

  /**
   * The content of a file, without the line ends and spaces around it; it may be blank.
   *
   * @param path as it is written
   * @return empty where secrets are not to be read
   * @throws IOException if it cannot be read as a text of at most 64 KB
   */
  Optional<Secret> read(String path) throws IOException;

  /**
   * Reads them.
   *
   * @param folder at which relative paths begin: that of {@code rules.yaml}
   */
  static SecretFiles in(Path folder) {
    return path -> {
      try (InputStream in = Files.newInputStream(folder.resolve(path))) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw new IOException("more than 64 KB");
        }
        return Optional.of(
            new Secret(
                StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip()));
      } catch (CharacterCodingException e) {
        throw new IOException("no text in UTF-8", e);
      }
    };
  }

  /** Reads none, to check a file where its secrets are not at hand. */
  static SecretFiles unread() {
    return path -> Optional.empty();
  }
}

package dev.oceanus.fakebigquery.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.api.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartFileTest {
  private static final String BODY =
      """
      --xyz
      Content-Type: application/json

      {"a":"ä"}
      --xyz
      Content-Type: text/plain
      X: y

      row 1
      row 2

      --xyz--
      """
          .replace("\n", "\r\n")
          .replace("row 1\r\nrow 2\r\n", "row 1\nrow 2\n");

  @TempDir Path folder;

  @Test
  void findsTheJobAndLeavesTheDataWhereItIs() throws IOException {
    MultipartUpload upload = read("multipart/related; boundary=xyz", BODY);

    assertThat(upload.job().path("a").asString()).isEqualTo("ä");
    assertThat(data(upload)).isEqualTo("row 1\nrow 2\n");
  }

  @Test
  void takesLineFeedsAloneAndQuotedBoundaries() throws IOException {
    MultipartUpload upload =
        read("multipart/related; charset=UTF-8; boundary=\"xyz\"", BODY.replace("\r\n", "\n"));

    assertThat(data(upload)).isEqualTo("row 1\nrow 2\n");
  }

  @Test
  void refusesABodyThatIsCutOff() {
    assertThatThrownBy(() -> read("multipart/related; boundary=xyz", BODY.replace("--xyz--", "")))
        .isInstanceOf(ApiException.class)
        .hasMessage("Multipart must have two parts.");
  }

  @Test
  void refusesAnotherMediaType() {
    assertThatThrownBy(() -> read("application/json", BODY)).isInstanceOf(ApiException.class);
  }

  private MultipartUpload read(String contentType, String body) throws IOException {
    Path file = folder.resolve("uploads/u.data");
    Files.createDirectories(file.getParent());
    Files.write(file, body.getBytes(UTF_8));
    return MultipartFile.read(contentType, file);
  }

  private String data(MultipartUpload upload) throws IOException {
    byte[] all = Files.readAllBytes(upload.upload().in(folder));
    int from = (int) upload.upload().from();
    return new String(Arrays.copyOfRange(all, from, from + (int) upload.upload().length()), UTF_8);
  }
}

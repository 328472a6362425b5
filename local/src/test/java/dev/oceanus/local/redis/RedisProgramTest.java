package dev.oceanus.local.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

class RedisProgramTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Redis server v=6.2.0 sha=00000000:0 malloc=libc bits=64 build=1",
        "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64",
        "Redis server v=10.1 sha=0",
      })
  void takesWhatIsNewEnough(String answer) {
    assertThat(RedisProgram.newEnough(answer)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Redis server v=6.0.16 sha=0", "Redis server v=5.0.7", "", "not redis at all"})
  void refusesWhatIsTooOldOrSomethingElse(String answer) {
    assertThat(RedisProgram.newEnough(answer)).isEmpty();
  }

  @Test
  void takesTheFirstOnThePathThatIsNewEnough() throws IOException {
    Path old = program("old", "Redis server v=5.0.7 sha=0");
    Path young = program("young", "Redis server v=7.2.4 sha=0");
    Path younger = program("younger", "Redis server v=8.0.0 sha=0");

    assertThat(
            RedisProgram.find(temp.resolve("none") + ":" + old + ":" + young + ":" + younger, temp))
        .isEqualTo(new RedisProgram(young.resolve("redis-server"), "7.2.4", false));
  }

  @Test
  void unpacksTheCarriedOneWhereThereIsNone() throws IOException {
    Path old = program("old", "Redis server v=5.0.7 sha=0");
    Path into = temp.resolve("redis");

    RedisProgram found = RedisProgram.find(old.toString(), into);

    assertThat(found.carried()).isTrue();
    assertThat(found.file()).isExecutable().hasParent(into);
    assertThat(RedisProgram.find("", into)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, redis-server-7.0.15-linux-amd64",
    "Linux, aarch64, redis-server-7.0.15-linux-arm64",
    "Mac OS X, aarch64, redis-server-7.0.15-darwin-arm64",
    "Mac OS X, x86_64, redis-server-7.0.15-darwin-amd64",
  })
  void eachSystemHasItsOwn(String os, String arch, String resource) {
    assertThat(RedisProgram.carriedName(os, arch)).isEqualTo(resource);
    assertThat(RedisServer.class.getResource("/" + resource)).isNotNull();
  }

  private Path program(String name, String answer) throws IOException {
    Path folder = Files.createDirectory(temp.resolve(name));
    Path program = folder.resolve("redis-server");
    Files.writeString(program, "#!/bin/sh\necho '" + answer + "'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }
}

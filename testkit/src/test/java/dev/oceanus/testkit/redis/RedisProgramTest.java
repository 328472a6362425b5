package dev.oceanus.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProgramTest {
  @TempDir private Path folder;
  private Path program;

  @BeforeEach
  void makeProgram() throws IOException {
    program = Files.createFile(folder.resolve("redis-server"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static RedisProgram find(String... variables) {
    return variables.length == 2
        ? RedisProgram.find(Map.of(variables[0], variables[1]))
        : RedisProgram.find(Map.of(variables[0], variables[1], variables[2], variables[3]));
  }

  @Test
  void takesTheProgramThatIsNamedBeforeTheOneOnThePath() {
    assertThat(find(RedisProgram.VARIABLE, program.toString(), "PATH", "/usr/bin"))
        .isEqualTo(new BinaryRedis(program));
  }

  @Test
  void takesTheFirstProgramOnThePath() {
    assertThat(find("PATH", "/nowhere:" + folder)).isEqualTo(new BinaryRedis(program));
  }

  @Test
  void takesAContainerWhereThereIsNoProgram() {
    assertThat(find("PATH", "/nowhere")).isEqualTo(new ContainerRedis());
  }

  @Test
  void takesAContainerWhereOneIsAskedFor() {
    assertThat(find(RedisProgram.VARIABLE, "container", "PATH", folder.toString()))
        .isEqualTo(new ContainerRedis());
  }

  @Test
  void refusesANameOfNoProgram() {
    assertThatThrownBy(() -> find(RedisProgram.VARIABLE, "/nowhere/redis-server"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(RedisProgram.VARIABLE)
        .hasMessageContaining("/nowhere/redis-server");
  }
}

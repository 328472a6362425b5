package dev.oceanus.testkit.pubsub;

import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The emulator of a Google Cloud CLI on this machine. Its script becomes the JVM that it starts, on
 * the JDK of whoever runs it here.
 *
 * @param script the program
 */
record LocalEmulator(Path script) implements EmulatorProgram {
  @Override
  public ServerLife launch(int port, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "--host=127.0.0.1", "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", "-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    return ServerLife.of(builder.start());
  }
}

package dev.oceanus.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** N04: where a webhook may go. */
class GuardTest {
  private static final Guard HOOKS = Guard.of("hooks.example.com", "hooks.example.com:8443");
  private static final Guard EVERYWHERE = Guard.of(Guard.ANY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/x",
        "file:///etc/passwd",
        "gopher://hooks.example.com/x",
        "ftp://hooks.example.com/x",
        "jar:https://hooks.example.com/x!/y",
        "hooks.example.com/x",
        "https:/x",
        "https://user@hooks.example.com/x",
        "https://hooks.example.com@evil.example/x",
        "https://evil.example/x",
        "https://hooks.example.com.evil.example/x",
        "https://sub.hooks.example.com/x",
        "https://hooks.example.com:444/x",
        "https://hooks.example.com./x",
        "https://hooks.example.com/x#y",
        "https://0/x",
        "https://0x7f.1/x",
        "https://2130706433/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://metadata.google.internal/x"
      })
  void refusesPlace(String place) {
    assertThat(HOOKS.fault(URI.create(place))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com",
        "https://hooks.example.com/x?y=z",
        "https://HOOKS.Example.COM/x",
        "HTTPS://hooks.example.com:443/x",
        "https://hooks.example.com:8443/x"
      })
  void allowsPlace(String place) {
    assertThat(HOOKS.fault(URI.create(place))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "fd00:ec2::254"
      })
  void refusesHostWithPrivateAddress(String address) {
    assertThatThrownBy(() -> EVERYWHERE.addresses(place(), answering(address)))
        .isInstanceOf(ForbiddenException.class)
        .hasMessage("hooks.example.com has an address that is not public");
  }

  @Test
  void refusesHostWithOnePrivateAddressAmongPublicOnes() {
    assertThatThrownBy(() -> EVERYWHERE.addresses(place(), answering("8.8.8.8", "10.0.0.1")))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void allowsPrivateAddressOfHostThatWasNamedForIt() throws Exception {
    Guard guard = new Guard(Set.of(), Set.of("hooks.example.com"), false);

    assertThat(guard.addresses(place(), answering("10.0.0.1")))
        .containsExactly(InetAddress.getByName("10.0.0.1"));
  }

  @Test
  void asksForAddressesOnce() throws Exception {
    List<String> asked = new ArrayList<>();

    EVERYWHERE.addresses(
        place(),
        host -> {
          asked.add(host);
          return List.of(InetAddress.getByName("8.8.8.8"));
        });

    assertThat(asked).containsExactly("hooks.example.com");
  }

  @Test
  void plainHttpIsForLoopbackWhereItWasSaid() {
    Guard guard = HOOKS.withLoopback();

    assertThat(guard.fault(URI.create("http://localhost:8080/x"))).isEmpty();
    assertThat(guard.fault(URI.create("http://127.0.0.1:8080/x"))).isEmpty();
    assertThat(guard.fault(URI.create("http://hooks.example.com/x"))).isPresent();
    assertThat(guard.fault(URI.create("https://evil.example/x"))).isPresent();
  }

  @Test
  void localhostThatIsElsewhereIsRefused() {
    assertThatThrownBy(
            () ->
                HOOKS
                    .withLoopback()
                    .addresses(URI.create("http://localhost:1/x"), answering("10.0.0.1")))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void isReadFromSettings() {
    Guard guard =
        Guard.from(
            new Env(
                Map.of(
                    "OCEANUS_WEBHOOK_HOSTS", "a.example, b.example:8443",
                    "OCEANUS_WEBHOOK_PRIVATE_HOSTS", "hooks.svc.cluster.local")));

    assertThat(guard)
        .isEqualTo(
            new Guard(
                Set.of("a.example", "b.example:8443"), Set.of("hooks.svc.cluster.local"), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://a.example", "A.example", "a.example/x", "10.0.0.0/8"})
  void settingThatIsNoHostIsFault(String host) {
    Env env = new Env(Map.of("OCEANUS_WEBHOOK_HOSTS", host));
    Guard.from(env);

    assertThatThrownBy(env::check)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OCEANUS_WEBHOOK_HOSTS");
  }

  private static URI place() {
    return URI.create("https://hooks.example.com/x");
  }

  private static Resolver answering(String... addresses) {
    return host -> {
      List<InetAddress> found = new ArrayList<>();
      for (String address : addresses) {
        found.add(byName(address));
      }
      return found;
    };
  }

  private static InetAddress byName(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}

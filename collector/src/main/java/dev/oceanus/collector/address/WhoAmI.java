package dev.oceanus.collector.address;

import dev.oceanus.common.admin.AdminRequest;
import dev.oceanus.common.admin.AdminResponse;
import dev.oceanus.common.admin.AdminRoute;
import java.util.List;
import java.util.Optional;

/**
 * Shows an operator every hop that a request came by, which of them are trusted, and which of them
 * is taken for the client.
 */
public final class WhoAmI {
  private final Trust trust;
  private final ClientAddress addresses;

  public WhoAmI(Trust trust) {
    this.trust = trust;
    this.addresses = new ClientAddress(trust);
  }

  /** The route of the admin server. */
  public AdminRoute route() {
    return new AdminRoute("/whoami", this::answer);
  }

  private AdminResponse answer(AdminRequest request) {
    return AdminResponse.text(
        200,
        describe(
            Ip.of(request.peer().getAddress()),
            request.header("x-forwarded-for").map(List::of).orElse(List.of())));
  }

  /** One line for each hop, the nearest first, and the choice. */
  String describe(Ip peer, List<String> forwardedFor) {
    StringBuilder lines = new StringBuilder();
    lines.append("peer    ").append(peer).append(mark(peer)).append('\n');
    for (String hop : ClientAddress.fromTheRight(forwardedFor)) {
      Optional<Ip> ip = ClientAddress.address(hop);
      String shown = ip.map(found -> found + mark(found)).orElse("no address");
      lines.append("hop     ").append(shown).append('\n');
    }
    if (trust.hops() > 0) {
      lines.append("trusted ").append(trust.hops()).append(" hops\n");
    }
    return lines
        .append("client  ")
        .append(addresses.of(peer, forwardedFor))
        .append('\n')
        .toString();
  }

  private String mark(Ip ip) {
    return trust.includes(ip) ? " (trusted)" : "";
  }
}

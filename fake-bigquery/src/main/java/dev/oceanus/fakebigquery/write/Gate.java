package dev.oceanus.fakebigquery.write;

import dev.oceanus.fakebigquery.fault.Decision;
import dev.oceanus.fakebigquery.fault.Fault;
import dev.oceanus.fakebigquery.fault.Faults;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.testkit.process.Pause;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a call and its method: who may call, and what goes wrong on purpose.
 * Thread-safe.
 */
final class Gate implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<SocketAddress> CLIENT = Context.key("client");

  private final Settings settings;
  private final Faults faults;
  private final Sockets sockets;

  Gate(Settings settings, Faults faults, Sockets sockets) {
    this.settings = settings;
    this.faults = faults;
    this.sockets = sockets;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String token = settings.text("bearerToken");
    if (!token.isEmpty() && !("Bearer " + token).equals(headers.get(AUTHORIZATION))) {
      call.close(
          Status.UNAUTHENTICATED.withDescription(
              "Request had invalid authentication credentials. Expected OAuth 2 access token."),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    SocketAddress client = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return Contexts.interceptCall(Context.current().withValue(CLIENT, client), call, headers, next);
  }

  /** Who calls. */
  static @Nullable SocketAddress client() {
    return CLIENT.get();
  }

  /**
   * Lets a call pass, perhaps late.
   *
   * @param method such as {@code write.flush}
   * @return whether its connection is reset once it is done
   * @throws ResetException if its connection is reset now
   * @throws io.grpc.StatusRuntimeException if it is refused
   */
  boolean pass(String method) {
    String denied = settings.denied(method);
    if (!denied.isEmpty()) {
      throw Status.PERMISSION_DENIED.withDescription(denied).asRuntimeException();
    }
    Decision decision = faults.decide(method);
    if (decision.delay().isPositive()) {
      Pause.of(decision.delay());
    }
    return switch (decision.fault()) {
      case Fault.ResetBefore reset -> throw new ResetException();
      case Fault.ResetAfter reset -> true;
      case Fault.Status status -> throw status(status).asRuntimeException();
      case Fault.DiskError error ->
          throw Status.INTERNAL.withDescription("The disk cannot be written").asRuntimeException();
      case Fault.None none -> false;
      case Fault.JobStuck job -> false;
      case Fault.JobFailsLate job -> false;
      case Fault.HiddenAfterInsert job -> false;
    };
  }

  /** Breaks the connection of this client. */
  void reset(@Nullable SocketAddress client) {
    if (client != null) {
      sockets.reset(client);
    }
  }

  /** The code that the rule's reason names, such as {@code ABORTED}, or else HTTP's counterpart. */
  static Status status(Fault.Status fault) {
    String reason = fault.reason().toUpperCase(Locale.ROOT).replace('-', '_');
    for (Status.Code code : Status.Code.values()) {
      if (code.name().equals(reason)) {
        return code.toStatus().withDescription(fault.message());
      }
    }
    return code(fault.code()).toStatus().withDescription(fault.message());
  }

  private static Status.Code code(int http) {
    return switch (http) {
      case 200 -> Status.Code.OK;
      case 400 -> Status.Code.INVALID_ARGUMENT;
      case 401 -> Status.Code.UNAUTHENTICATED;
      case 403 -> Status.Code.PERMISSION_DENIED;
      case 404 -> Status.Code.NOT_FOUND;
      case 409 -> Status.Code.ABORTED;
      case 429 -> Status.Code.RESOURCE_EXHAUSTED;
      case 499 -> Status.Code.CANCELLED;
      case 501 -> Status.Code.UNIMPLEMENTED;
      case 502, 503 -> Status.Code.UNAVAILABLE;
      case 504 -> Status.Code.DEADLINE_EXCEEDED;
      default -> Status.Code.INTERNAL;
    };
  }

  /** The connection of the call is to be reset, without an answer. */
  static final class ResetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ResetException() {
      super("the connection is reset on purpose", null, false, false);
    }
  }
}

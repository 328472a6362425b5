package dev.oceanus.fakebigquery.write;

import com.google.protobuf.MessageLite;
import dev.oceanus.fakebigquery.fault.Fault;
import dev.oceanus.fakebigquery.fault.FaultException;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.http.Counters;
import dev.oceanus.fakebigquery.settings.Settings;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.function.Supplier;
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
  private final FaultGate faults;
  private final Counters counters;
  private final Sockets sockets;

  Gate(Settings settings, FaultGate faults, Counters counters, Sockets sockets) {
    this.settings = settings;
    this.faults = faults;
    this.counters = counters;
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
    return new SimpleForwardingServerCallListener<>(
        Contexts.interceptCall(Context.current().withValue(CLIENT, client), call, headers, next)) {
      @Override
      public void onMessage(Q message) {
        if (message instanceof MessageLite sent) {
          counters.received(sent.getSerializedSize());
        }
        super.onMessage(message);
      }
    };
  }

  /** Who calls. */
  static @Nullable SocketAddress client() {
    return CLIENT.get();
  }

  /**
   * Lets a call pass, perhaps late.
   *
   * @param method such as {@code write.flush}
   * @throws ResetException if its connection is to be reset, be it before or after its work
   * @throws io.grpc.StatusRuntimeException if it is refused
   */
  <T> T pass(String method, Supplier<T> work) {
    counters.count(method);
    String denied = settings.denied(method);
    if (!denied.isEmpty()) {
      throw Status.PERMISSION_DENIED.withDescription(denied).asRuntimeException();
    }
    return at(method, work);
  }

  /** The same at a point of a call that is no method, but where rules can strike as well. */
  <T> T at(String point, Supplier<T> work) {
    try {
      return faults.pass(point, fault -> work.get());
    } catch (FaultException e) {
      throw switch (e.fault()) {
        case Fault.Status status -> status(status).asRuntimeException();
        case Fault.DiskError disk ->
            Status.INTERNAL.withDescription("The disk cannot be written").asRuntimeException();
        default -> new ResetException();
      };
    }
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

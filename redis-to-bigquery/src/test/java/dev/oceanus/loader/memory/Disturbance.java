package dev.oceanus.loader.memory;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.Epochs;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.StreamAppender;
import dev.oceanus.common.stream.StreamReader;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.lane.LanePorts;
import dev.oceanus.loader.seal.SealStore;
import dev.oceanus.loader.warehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a worker and everything outside it, counts the calls, and does something at one of
 * them. All that a lane's worker does durably is such a call, so to break each of them in turn is
 * to break the worker between any two lines. Not thread-safe.
 */
public final class Disturbance {
  private final List<Plan> plans;
  private int calls;

  private Disturbance(List<Plan> plans) {
    this.plans = List.copyOf(plans);
  }

  private record Plan(int call, Moment moment, Trouble trouble) {}

  /** When, in the call that is disturbed. */
  public enum Moment {
    BEFORE,
    /** It has taken effect, and nobody knows. */
    AFTER
  }

  /** What happens there. */
  public sealed interface Trouble {
    /** The other side cannot be asked, or its answer is lost. */
    record Unavailable() implements Trouble {}

    /** The process dies. */
    record Death() implements Trouble {}

    /** The process stands still while something else happens, and goes on. */
    record Meanwhile(Runnable action) implements Trouble {}
  }

  /** The end of a worker whose process has died. */
  public static final class DeathException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Nothing happens. */
  public static Disturbance none() {
    return new Disturbance(List.of());
  }

  /**
   * Something happens once.
   *
   * @param call the number of the call, from 1
   */
  public static Disturbance at(int call, Moment moment, Trouble trouble) {
    return none().and(call, moment, trouble);
  }

  /** This, and something else once; at one call and moment in the order given. */
  public Disturbance and(int call, Moment moment, Trouble trouble) {
    List<Plan> more = new ArrayList<>(plans);
    more.add(new Plan(call, moment, trouble));
    return new Disturbance(more);
  }

  /** Whether all calls that were to be disturbed have come. */
  public boolean happened() {
    return plans.stream().allMatch(plan -> calls >= plan.call);
  }

  /** How many calls there were. */
  public int calls() {
    return calls;
  }

  /** These ports, disturbed. */
  public LanePorts over(LanePorts ports) {
    return new LanePorts(
        over(StreamReader.class, ports.reader()),
        over(StreamAppender.class, ports.appender()),
        over(Leases.class, ports.leases()),
        over(Cursors.class, ports.cursors()),
        over(Epochs.class, ports.epochs()),
        over(SealStore.class, ports.seals()),
        over(Warehouse.class, ports.warehouse()));
  }

  private <T> T over(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              int call = ++calls;
              try {
                happen(call, Moment.BEFORE, method);
                Object result = invoke(target, method, arguments);
                happen(call, Moment.AFTER, method);
                return result;
              } catch (StreamUnavailableException e) {
                if (port == StreamAppender.class) {
                  return List.of(new AppendOutcome.Unconfirmed("disturbed"));
                }
                throw e;
              }
            }));
  }

  private void happen(int call, Moment moment, Method method) {
    for (Plan plan : plans) {
      if (plan.call == call && plan.moment == moment) {
        switch (plan.trouble) {
          case Trouble.Unavailable unused -> throw unavailable(method);
          case Trouble.Death unused -> throw new DeathException();
          case Trouble.Meanwhile meanwhile -> meanwhile.action().run();
        }
      }
    }
  }

  private static RuntimeException unavailable(Method method) {
    return method.getDeclaringClass() == Warehouse.class
        ? new WarehouseUnavailableException(method.getName() + ": disturbed", null)
        : new StreamUnavailableException(method.getName() + ": disturbed", null);
  }

  // The ports' methods answer null in no case but for void.
  @SuppressWarnings("NullAway")
  private static Object invoke(Object target, Method method, @Nullable Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets several threads run one at a time, in an order drawn by a seed: each waits before and after
 * each call of a port until it is its turn. A call may fail before or after its effect, take effect
 * only long after it has failed, or be the last one of its process. So the same seed is the same
 * run, and a thread may stand still at any place for any time.
 */
final class Turns {
  private final Random random;
  private final double trouble;
  private final List<Thread> waiting = new ArrayList<>();
  private final List<Runnable> late = new ArrayList<>();
  private int running;
  private @Nullable Thread turn;
  private boolean calm;

  /** The end of a process. */
  static final class DeathException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param trouble probability that a call goes wrong
   */
  Turns(long seed, double trouble) {
    this.random = new Random(seed);
    this.trouble = trouble;
  }

  /** Numbers for whatever else is drawn, in the same order each time. */
  synchronized int draw(int bound) {
    return random.nextInt(bound);
  }

  /** Nothing goes wrong any more. */
  synchronized void calm() {
    calm = true;
  }

  /** Something happens at some time. */
  synchronized void later(Runnable action) {
    late.add(action);
  }

  /** Runs all of these to their ends. */
  void run(List<Runnable> threads) {
    List<Thread> all = new ArrayList<>();
    synchronized (this) {
      running = threads.size();
    }
    for (Runnable each : threads) {
      all.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      await();
                      each.run();
                    } finally {
                      ended();
                    }
                  }));
    }
    while (next()) {}
    for (Thread each : all) {
      try {
        each.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Gives somebody a turn when all are waiting.
   *
   * @return false when all have ended and nothing is left to happen
   */
  private boolean next() {
    Runnable action = null;
    synchronized (this) {
      while (waiting.size() < running || turn != null) {
        pause();
      }
      int choice = waiting.size() + late.size();
      if (choice == 0) {
        return false;
      }
      int drawn = random.nextInt(choice);
      if (drawn < waiting.size()) {
        // In a fixed order, whoever came first to wait.
        waiting.sort((a, b) -> Long.compare(a.threadId(), b.threadId()));
        turn = waiting.remove(drawn);
        notifyAll();
      } else {
        action = late.remove(drawn - waiting.size());
      }
    }
    if (action != null) {
      action.run();
    }
    return true;
  }

  @SuppressWarnings("WaitNotInLoop") // both who call it look again
  private void pause() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a turn. */
  synchronized void await() {
    Thread me = Thread.currentThread();
    if (turn == me) {
      turn = null;
    }
    waiting.add(me);
    notifyAll();
    while (turn != me) {
      pause();
    }
  }

  private synchronized void ended() {
    running--;
    turn = null;
    notifyAll();
  }

  private enum Trouble {
    NONE,
    BEFORE,
    AFTER,
    LATE,
    DEATH_BEFORE,
    DEATH_AFTER
  }

  private synchronized Trouble drawn() {
    if (calm || random.nextDouble() >= trouble) {
      return Trouble.NONE;
    }
    return Trouble.values()[1 + random.nextInt(Trouble.values().length - 1)];
  }

  /** A port whose calls are made in turns. */
  <T> T over(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close") || method.getName().equals("send")) {
                return invoke(target, method, arguments);
              }
              return call(method.getName(), () -> invoke(target, method, arguments))
                  .map(
                      result -> result instanceof Appends made ? over(Appends.class, made) : result)
                  .orElse(null);
            }));
  }

  @SuppressWarnings("ReturnValueIgnored") // nobody is there any more to hear a late answer
  private Optional<Object> call(String what, Supplier<@Nullable Object> call) {
    await();
    Trouble drawn = drawn();
    switch (drawn) {
      case BEFORE -> throw new WarehouseUnavailableException(what + ": not sent", null);
      case DEATH_BEFORE -> throw new DeathException();
      case LATE -> {
        later(call::get);
        throw new WarehouseUnavailableException(what + ": no answer yet", null);
      }
      case NONE, AFTER, DEATH_AFTER -> {}
    }
    Optional<Object> result = Optional.ofNullable(call.get());
    await();
    switch (drawn) {
      case AFTER -> throw new WarehouseUnavailableException(what + ": answer lost", null);
      case DEATH_AFTER -> throw new DeathException();
      case NONE, BEFORE, LATE, DEATH_BEFORE -> {}
    }
    return result;
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) {
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

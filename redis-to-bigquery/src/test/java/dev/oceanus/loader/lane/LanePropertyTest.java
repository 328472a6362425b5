package dev.oceanus.loader.lane;

import dev.oceanus.loader.lane.LaneWorld.Kind;
import dev.oceanus.loader.memory.Disturbance;
import dev.oceanus.loader.memory.Disturbance.DeathException;
import dev.oceanus.loader.memory.Disturbance.Moment;
import dev.oceanus.loader.memory.Disturbance.Trouble;
import dev.oceanus.loader.memory.MemoryData;
import dev.oceanus.loader.memory.MemoryWarehouse.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/**
 * Whatever happens, in whatever order: each acknowledged entry is at most once in the tables, none
 * is trimmed before it is there, and in the end all are there. On failure jqwik prints the seed and
 * the shortest sequence that fails.
 */
class LanePropertyTest {
  private static final int PROCESSES = 3;

  @BeforeContainer
  static void quiet() {
    Quiet.on();
  }

  @AfterContainer
  static void loud() {
    Quiet.off();
  }

  @Property
  void loadsEachEntryOnceWhateverFails(
      @ForAll("events") @Size(max = 60) List<Happening> happenings,
      @ForAll @IntRange(min = 1, max = 3) int shards) {
    new Run(shards).all(happenings);
  }

  /**
   * A commit that was under way when Redis went back may take the id of a batch that was sealed
   * afterwards. The lane then stops for a person, and nothing of it is trimmed.
   */
  @Property
  @Tag("slow")
  void loadsEachEntryThatRedisKeepsOnceThoughItsDataGoesBackOrIsLost(
      @ForAll("losses") @Size(max = 60) List<Happening> happenings,
      @ForAll @IntRange(min = 1, max = 3) int shards) {
    new Run(shards).all(happenings);
  }

  @Provide
  Arbitrary<List<Happening>> events() {
    return withoutLoss().list();
  }

  @Provide
  Arbitrary<List<Happening>> losses() {
    Arbitrary<Happening> loss =
        Arbitraries.of(new Happening.Backup(), new Happening.Restore(), new Happening.Flush());
    return Arbitraries.frequencyOf(Tuple.of(8, withoutLoss()), Tuple.of(1, loss)).list();
  }

  private static Arbitrary<Happening> withoutLoss() {
    Arbitrary<Integer> process = Arbitraries.integers().between(0, PROCESSES - 1);
    Arbitrary<Happening> append =
        Arbitraries.of(Kind.class).list().ofMinSize(1).ofMaxSize(9).map(Happening.Append::new);
    Arbitrary<Happening> steps =
        Combinators.combine(process, Arbitraries.integers().between(1, 12))
            .as(Happening.Steps::new);
    Arbitrary<Happening> broken =
        Combinators.combine(
                process,
                Arbitraries.integers().between(1, 60),
                Arbitraries.of(Moment.class),
                Arbitraries.of(new Trouble.Unavailable(), new Trouble.Death()))
            .as(Happening.Broken::new);
    Arbitrary<Happening> clock =
        Arbitraries.integers().between(-7_200, 7_200).map(Happening.Jump::new);
    return Arbitraries.frequencyOf(
        Tuple.of(4, append),
        Tuple.of(8, steps),
        Tuple.of(3, broken),
        Tuple.of(2, process.map(Happening.Killed::new)),
        Tuple.of(2, process.map(Happening.Renewal::new)),
        Tuple.of(2, process.map(Happening.Overtaken::new)),
        Tuple.of(2, Arbitraries.of(Fault.class).map(Happening.CommitFails::new)),
        Tuple.of(2, Arbitraries.integers().between(1, 9).map(Happening.CommitIsSlow::new)),
        Tuple.of(2, Arbitraries.of(new Happening.LeasesExpire())),
        Tuple.of(1, clock));
  }

  /** What happens next. */
  sealed interface Happening {
    record Append(List<Kind> kinds) implements Happening {}

    record Steps(int process, int count) implements Happening {}

    /** A new process in the place of this one, which breaks at one of its calls. */
    record Broken(int process, int call, Moment moment, Trouble trouble) implements Happening {}

    record Killed(int process) implements Happening {}

    record Renewal(int process) implements Happening {}

    /** Another process takes over and works in the middle of this one's next commit. */
    record Overtaken(int process) implements Happening {}

    record CommitFails(Fault fault) implements Happening {}

    /** The next commit is a job that goes on until the warehouse was asked so often. */
    record CommitIsSlow(int questions) implements Happening {}

    record LeasesExpire() implements Happening {}

    record Jump(int seconds) implements Happening {}

    record Backup() implements Happening {}

    record Restore() implements Happening {}

    record Flush() implements Happening {}
  }

  /** One sequence of happenings. */
  private static final class Run {
    private final LaneWorld world;
    private final LaneWorker[] processes = new LaneWorker[PROCESSES];
    private @Nullable MemoryData backup;
    private int lives;
    private boolean isLossy;

    Run(int shards) {
      world = new LaneWorld(shards);
      for (int i = 0; i < PROCESSES; i++) {
        begin(i, Disturbance.none());
      }
    }

    void all(List<Happening> happenings) {
      for (Happening happening : happenings) {
        one(happening);
        world.check();
      }
      world.drain();
      if (!isLossy || !world.isStopped()) {
        world.drained();
      }
    }

    private void one(Happening happening) {
      switch (happening) {
        case Happening.Append append -> world.append(append.kinds().toArray(Kind[]::new));
        case Happening.Steps steps -> steps(steps.process(), steps.count());
        case Happening.Broken broken ->
            begin(
                broken.process(), Disturbance.at(broken.call(), broken.moment(), broken.trouble()));
        case Happening.Killed killed -> begin(killed.process(), Disturbance.none());
        case Happening.Renewal renewal -> alive(renewal.process(), LaneWorker::renew);
        case Happening.Overtaken overtaken -> overtake(overtaken.process());
        case Happening.CommitFails fails -> world.warehouse.failNextCommit(fails.fault());
        case Happening.CommitIsSlow slow -> world.warehouse.slowNextCommit(slow.questions());
        case Happening.LeasesExpire unused -> world.expireLeases();
        case Happening.Jump jump -> world.jump(Duration.ofSeconds(jump.seconds()));
        case Happening.Backup unused -> backup = world.isBegun() ? world.redis.backup() : backup;
        case Happening.Restore unused -> {
          isLossy = true;
          if (backup != null) {
            world.goBack(backup);
          }
        }
        case Happening.Flush unused -> world.loseEverything();
      }
    }

    private void begin(int process, Disturbance disturbance) {
      processes[process] = world.worker("process-" + lives++, disturbance);
    }

    private void overtake(int process) {
      world.warehouse.duringCommit(
          () -> {
            world.expireLeases();
            steps((process + 1) % PROCESSES, 5);
          });
    }

    private void steps(int process, int count) {
      alive(process, worker -> world.steps(worker, count));
    }

    private void alive(int process, Consumer<LaneWorker> action) {
      try {
        action.accept(processes[process]);
      } catch (DeathException e) {
        begin(process, Disturbance.none());
      }
    }
  }
}

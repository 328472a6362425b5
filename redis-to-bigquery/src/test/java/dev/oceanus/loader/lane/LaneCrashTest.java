package dev.oceanus.loader.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.loader.lane.LaneWorld.Kind;
import dev.oceanus.loader.memory.Disturbance;
import dev.oceanus.loader.memory.Disturbance.DeathException;
import dev.oceanus.loader.memory.Disturbance.Moment;
import dev.oceanus.loader.memory.Disturbance.Trouble;
import dev.oceanus.loader.memory.MemoryData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks a worker at each of its calls to the outside in turn, before the call and after it: the
 * failure windows, without leaving any out.
 */
@Tag("slow")
class LaneCrashTest {
  private static final int STEPS = 60;
  private static final int IDLE = 5; // more than the tries of a batch that is refused
  private static final int CALLS = 60;
  private static final Kind[] EVENTS = {
    Kind.GOOD, Kind.NO_JSON, Kind.GOOD, Kind.REFUSED, Kind.WITHOUT_NUMBER, Kind.GOOD, Kind.TOO_LONG
  };

  @BeforeAll
  static void quiet() {
    Quiet.on();
  }

  @AfterAll
  static void loud() {
    Quiet.off();
  }

  /** A worker in a world where something is going to happen. */
  private record Scenario(LaneWorld world, Disturbance disturbance, Runnable afterwards) {
    Scenario(LaneWorld world, Disturbance disturbance) {
      this(world, disturbance, () -> {});
    }
  }

  /**
   * Runs a scenario once for each call, until it ends before the call comes.
   *
   * @return the number of calls
   */
  private static int everyCall(Function<Integer, Scenario> scenarios) {
    for (int call = 1; ; call++) {
      Scenario scenario = scenarios.apply(call);
      LaneWorld world = scenario.world();
      LaneWorker worker = world.worker("first", scenario.disturbance());
      String where = "at call " + call;
      try {
        world.append(EVENTS);
        run(world, worker, where);
        world.append(EVENTS);
        run(world, worker, where);
      } catch (DeathException e) {
        world.append(EVENTS);
      }
      scenario.afterwards().run();
      checked(where, world::drain);
      checked(where, world::drained);
      if (!scenario.disturbance().happened()) {
        return call - 1;
      }
    }
  }

  private static void run(LaneWorld world, LaneWorker worker, String where) {
    int idle = 0;
    for (int i = 0; i < STEPS && idle < IDLE; i++) {
      idle = world.step(worker).isZero() ? 0 : idle + 1;
    }
    checked(where, world::check);
  }

  private static void checked(String where, Runnable check) {
    try {
      check.run();
    } catch (AssertionError e) {
      throw new AssertionError(where + ": " + e.getMessage(), e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingWhenTheProcessDies(Moment moment) {
    int calls =
        everyCall(
            call ->
                new Scenario(new LaneWorld(2), Disturbance.at(call, moment, new Trouble.Death())));
    assertThat(calls).isGreaterThan(CALLS);
  }

  @ParameterizedTest
  @EnumSource
  void raisesNoAlarmWhenTheProcessDies(Moment moment) {
    List<LaneWorld> worlds = new ArrayList<>();
    int calls =
        everyCall(
            call -> {
              LaneWorld world = new LaneWorld(2);
              worlds.add(world);
              return new Scenario(world, Disturbance.at(call, moment, new Trouble.Death()));
            });
    assertThat(calls).isGreaterThan(CALLS);
    assertThat(worlds)
        .allSatisfy(world -> assertThat(world.counted("oceanus_loader_alarms_total")).isZero());
  }

  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingWhenACallFailsOrItsAnswerIsLost(Moment moment) {
    int calls =
        everyCall(
            call ->
                new Scenario(
                    new LaneWorld(2), Disturbance.at(call, moment, new Trouble.Unavailable())));
    assertThat(calls).isGreaterThan(CALLS);
  }

  /** The second one makes so many steps; then the first one wakes up, and the second goes on. */
  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingWhenAnotherTakesOverMeanwhile(Moment moment) {
    for (int count : new int[] {1, 2, 3, 4, 5, 7, 11}) {
      int calls =
          everyCall(
              call -> {
                LaneWorld world = new LaneWorld(2);
                LaneWorker second = world.worker("second");
                Runnable takeover =
                    () -> {
                      world.expireLeases();
                      world.steps(second, count);
                    };
                return new Scenario(
                    world,
                    Disturbance.at(call, moment, new Trouble.Meanwhile(takeover)),
                    () -> run(world, second, "at call " + call + ", " + count + " steps"));
              });
      assertThat(calls).isGreaterThan(CALLS);
    }
  }

  /**
   * Entries of a copy that is older than the lane's first epoch could not be told from new ones.
   */
  private static LaneWorld begun() {
    LaneWorld world = new LaneWorld(2);
    world.steps(world.worker("first"), 3);
    return world;
  }

  /** Each seventh call as the time of the copy, each later call as the time of its restoration. */
  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingWhenRedisGoesBackMeanwhile(Moment moment) {
    for (int copied = 1; copied < CALLS; copied += 7) {
      int first = copied;
      everyCall(
          call -> {
            LaneWorld world = begun();
            MemoryData[] backup = {world.redis.backup()};
            Runnable copy = () -> backup[0] = world.redis.backup();
            Runnable restore = () -> world.goBack(backup[0]);
            return new Scenario(
                world,
                Disturbance.at(first, moment, new Trouble.Meanwhile(copy))
                    .and(first + call, moment, new Trouble.Meanwhile(restore)));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingOfWhatComesAfterRedisHasLostEverything(Moment moment) {
    int calls =
        everyCall(
            call -> {
              LaneWorld world = new LaneWorld(2);
              return new Scenario(
                  world,
                  Disturbance.at(call, moment, new Trouble.Meanwhile(world::loseEverything)));
            });
    assertThat(calls).isGreaterThan(CALLS);
  }
}

package dev.oceanus.common.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {
  private static final Duration STALE = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final CompletableFuture<String> fatal = new CompletableFuture<>();

  private Loop loop(Loop.Step step) {
    return new Loop(
        "test-loop",
        STALE,
        Duration.ofMillis(50),
        nanos::get,
        step,
        (what, cause) -> fatal.complete(what + ": " + cause.getMessage()));
  }

  @Test
  void repeatsItsStepOnAThreadOfItsName() throws InterruptedException {
    Semaphore steps = new Semaphore(0);
    CompletableFuture<String> name = new CompletableFuture<>();
    Loop loop =
        loop(
            () -> {
              name.complete(Thread.currentThread().getName());
              steps.release();
            });
    assertThat(loop.check()).isEqualTo(Health.notReady("not started"));
    loop.start();
    steps.acquire(3);
    assertThat(name.join()).isEqualTo("test-loop");
    assertThat(loop.check()).isEqualTo(Health.READY);
    loop.close();
    assertThat(loop.closing()).isTrue();
    assertThat(loop.check()).isEqualTo(Health.notReady("closed"));
  }

  @Test
  void wakesAStepThatRestsWhenItIsClosed() throws InterruptedException {
    CountDownLatch inStep = new CountDownLatch(1);
    CompletableFuture<Boolean> rested = new CompletableFuture<>();
    CompletableFuture<Loop> self = new CompletableFuture<>();
    Loop loop =
        loop(
            () -> {
              inStep.countDown();
              rested.complete(self.join().rest(Duration.ofDays(1)));
            });
    self.complete(loop);
    loop.start();
    inStep.await();
    assertThat(rested).isNotDone();
    loop.close();
    assertThat(rested.join()).isFalse();
  }

  @Test
  void restsForAsLongAsItIsTold() throws InterruptedException {
    Loop loop = loop(() -> {});
    assertThat(loop.rest(Duration.ofMillis(1))).isTrue();
    loop.close();
    assertThat(loop.rest(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void isNotAliveWhileAStepTakesTooLong() throws InterruptedException {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Loop loop =
        loop(
            () -> {
              inStep.countDown();
              goOn.await();
            });
    loop.start();
    inStep.await();
    nanos.addAndGet(STALE.toNanos());
    assertThat(loop.check().live()).isTrue();
    nanos.addAndGet(1);
    assertThat(loop.check()).isEqualTo(Health.dead("no tick for 10 s"));
    goOn.countDown();
    Awaitility.await().until(() -> loop.check().live());
    loop.close();
  }

  @Test
  void endsTheProcessWhenAStepThrows() {
    Loop loop =
        loop(
            () -> {
              throw new AssertionError("a bug");
            });
    loop.start();
    assertThat(fatal.join()).isEqualTo("test-loop failed: a bug");
    Awaitility.await().until(() -> loop.check().equals(Health.dead("thread ended")));
    loop.close();
  }

  @Test
  void interruptsAStepThatDoesNotEndByItself() throws InterruptedException {
    CountDownLatch inStep = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Loop loop =
        loop(
            () -> {
              inStep.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
              }
            });
    loop.start();
    inStep.await();
    loop.close();
    assertThat(interrupted.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    assertThat(fatal).isNotDone();
  }

  @Test
  void mayBeClosedByItsOwnStepAndBeforeItStarted() {
    Loop never = loop(() -> {});
    never.close();
    CompletableFuture<Loop> itself = new CompletableFuture<>();
    Loop loop = loop(() -> itself.join().close());
    loop.start();
    itself.complete(loop);
    Awaitility.await().until(() -> loop.check().equals(Health.notReady("closed")));
  }
}

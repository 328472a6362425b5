package dev.oceanus.local.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A border that no class may cross. Each is a rule about a base package, so that it can be tried on
 * fixtures that have the modules' layout under a base of their own.
 */
enum Border {
  /** Common is below the services. */
  COMMON_KNOWS_NO_SERVICE(
      base ->
          noClasses()
              .that(resideInAPackage(base + ".common.."))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  base + ".collector..",
                  base + ".loader..",
                  base + ".tables..",
                  base + ".notifier..",
                  base + ".export..",
                  base + ".local..",
                  base + ".duckdb..",
                  base + ".bigquery..",
                  base + ".pubsub..")),

  /** What reaches a warehouse or the bus is below the services too, and each for itself. */
  CONNECTIONS_KNOW_NO_SERVICE(
      base ->
          CompositeArchRule.of(
                  noClasses()
                      .that(
                          resideInAnyPackage(
                              base + ".duckdb..", base + ".bigquery..", base + ".pubsub.."))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(
                          base + ".collector..",
                          base + ".loader..",
                          base + ".tables..",
                          base + ".notifier..",
                          base + ".export..",
                          base + ".local.."))
              .and(
                  noClasses()
                      .that(resideInAPackage(base + ".duckdb.."))
                      .should()
                      .dependOnClassesThat()
                      .resideInAPackage(base + ".bigquery.."))
              .and(
                  noClasses()
                      .that(resideInAPackage(base + ".bigquery.."))
                      .should()
                      .dependOnClassesThat()
                      .resideInAPackage(base + ".duckdb.."))),

  /** A service is one process; what two of them need is in common. */
  SERVICES_KNOW_NOT_EACH_OTHER(
      base ->
          CompositeArchRule.of(
                  knowsNone(
                      base, ".collector..", ".loader..", ".tables..", ".notifier..", ".export.."))
              .and(
                  knowsNone(
                      base, ".loader..", ".collector..", ".tables..", ".notifier..", ".export.."))
              .and(
                  knowsNone(
                      base, ".tables..", ".collector..", ".loader..", ".notifier..", ".export.."))
              .and(
                  knowsNone(
                      base, ".notifier..", ".collector..", ".loader..", ".tables..", ".export.."))
              .and(
                  knowsNone(
                      base, ".export..", ".collector..", ".loader..", ".tables..", ".notifier.."))),

  /** What only tests and measurements need is not shipped. */
  NOTHING_NEEDS_THE_TESTKIT(
      base ->
          noClasses()
              .that(resideInAPackage(base + ".."))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  base + ".testkit..",
                  base + ".fakebigquery..",
                  base + ".bench..",
                  base + ".chaos..")),

  /** Packages can be read, and taken out, in one order. */
  PACKAGES_HAVE_NO_CYCLES(base -> slices().matching(base + ".(**)").should().beFreeOfCycles()),

  /** Redis is reached through the stream's ports. */
  JEDIS_STAYS_IN_REDIS_ADAPTERS(base -> onlyIn(base, List.of("..redis.."), "redis.clients..")),

  /** The carried Redis binary is a matter of the laptop. */
  EMBEDDED_REDIS_STAYS_LOCAL(base -> onlyIn(base, List.of(".local.."), "redis.embedded..")),

  /** What parses a request knows no server. */
  UNDERTOW_STAYS_IN_HTTP_ADAPTERS(
      base -> onlyIn(base, List.of("..http.."), "io.undertow..", "org.xnio..")),

  /** The loader's core commits to a port. */
  DUCKDB_STAYS_IN_ITS_ADAPTER(
      base ->
          CompositeArchRule.of(onlyIn(base, List.of("..duckdb.."), "org.duckdb.."))
              .and(onlyIn(base, List.of("..duckdb..", ".export.jdbc.."), "java.sql.."))),

  /** What is exported is read through a port. */
  DATABASES_STAY_IN_THEIR_ADAPTER(
      base -> onlyIn(base, List.of(".export.jdbc.."), "org.postgresql..", "org.mariadb..")),

  /** What rules and messages mean does not hang on a library. */
  EXPRESSIONS_STAY_IN_THEIR_ADAPTERS(
      base ->
          CompositeArchRule.of(onlyIn(base, List.of(".notifier.rules.cel.."), "dev.cel.."))
              .and(onlyIn(base, List.of(".notifier.text.."), "com.samskivert.."))),

  /** The cloud is reached through ports, and Google's helpers come with it only. */
  GOOGLE_STAYS_IN_ITS_ADAPTERS(
      base ->
          onlyIn(
              base,
              List.of(
                  "..bigquery..",
                  "..pubsub..",
                  ".notifier.sheets..",
                  ".notifier.rules.cel..",
                  ".export.gcs.."),
              "com.google..",
              "io.grpc..")),

  /** A setting has one reader, which checks it and knows its default. */
  ENVIRONMENT_IS_READ_IN_MAINS(
      base ->
          noClasses()
              .that(outside(base))
              .and(areNotMains())
              .should()
              .accessTargetWhere(isOneOf(System.class, "getenv"))),

  /** Time comes from outside, or tests could not set it; Boot is where a process gets its clock. */
  CLOCKS_ARE_PASSED_IN(
      base ->
          noClasses()
              .that(outside(base))
              .and(areNotMains())
              .and(areNot("Boot"))
              .should()
              .accessTargetWhere(
                  isOneOf(System.class, "currentTimeMillis")
                      .or(isOneOf(Clock.class, "systemUTC", "systemDefaultZone", "system"))
                      .or(isNow()))),

  /** The core counts no real time; an adapter may, for the deadline of something real. */
  NANOS_ARE_PASSED_IN(
      base ->
          noClasses()
              .that(outside(base, "..redis..", "..http..", "..duckdb..", ".local.."))
              .and(areNotMains())
              .should()
              .accessTargetWhere(isOneOf(System.class, "nanoTime"))),

  /** Waiting is a policy, not a line somewhere. */
  SLEEPING_IS_FOR_RETRIES(
      base ->
          noClasses()
              .that(outside(base))
              .and(areNot("Retry", "FailPoints"))
              .should()
              .accessTargetWhere(
                  isOneOf(Thread.class, "sleep")
                      .or(isOneOf(LockSupport.class, "parkNanos", "parkUntil")))),

  /** What decides does not fetch: files, sockets and processes are for adapters. */
  CORE_OPENS_NO_FILE_OR_SOCKET(
      base ->
          noClasses()
              .that(
                  outside(
                      base,
                      "..redis..",
                      "..http..",
                      "..duckdb..",
                      "..bigquery..",
                      ".collector.spool.file..",
                      ".common.admin..",
                      ".common.config..",
                      ".common.service..",
                      ".common.site..",
                      ".export.folder..",
                      ".export.gcs..",
                      ".export.jdbc..",
                      ".export.plan..",
                      ".notifier.mail..",
                      ".notifier.targets..",
                      ".local.."))
              .and(areNotMains())
              .should()
              .dependOnClassesThat(
                  DescribedPredicate.<JavaClass>or(
                      resideInAnyPackage(
                          "java.nio.channels..", "java.net.http..", "com.sun.net.httpserver.."),
                      belongToAnyOf(
                          Files.class,
                          File.class,
                          FileInputStream.class,
                          FileOutputStream.class,
                          FileReader.class,
                          FileWriter.class,
                          RandomAccessFile.class,
                          Socket.class,
                          ServerSocket.class,
                          DatagramSocket.class,
                          URLConnection.class,
                          ProcessBuilder.class)))),

  /** Each thread has an owner that ends it. */
  THREADS_BELONG_TO_COMPONENTS(
      base ->
          noClasses()
              .that(
                  outside(
                      base,
                      "..http..",
                      ".common.admin..",
                      ".common.life..",
                      ".common.service..",
                      ".local.."))
              .should()
              .accessTargetWhere(
                  isOneOf(Thread.class, "<init>", "ofPlatform", "ofVirtual", "startVirtualThread"))
              .orShould()
              .dependOnClassesThat(
                  belongToAnyOf(Executors.class, ForkJoinPool.class, Timer.class))),

  /** A process ends in one place, which says why. */
  ENDING_IS_FOR_THE_RUNNER(
      base ->
          noClasses()
              .that(outside(base, ".common.service..", ".local.."))
              .and(areNotMains())
              .and(areNot("FailPoints"))
              .should()
              .accessTargetWhere(
                  isOneOf(System.class, "exit").or(isOneOf(Runtime.class, "exit", "halt")))),

  /** Mail is spoken in one place, and its addresses are read where the file is. */
  MAIL_STAYS_IN_ITS_ADAPTER(
      base ->
          onlyIn(
              base,
              List.of(".notifier.mail..", ".notifier.targets.."),
              "jakarta.mail..",
              "org.eclipse.angus..")),

  /** One logging interface. */
  LOGGING_IS_SLF4J(base -> onlyIn(base, List.of("..log.."), "java.util.logging..")),

  /** Services log; only a command line prints, by what its main hands it; and logging flushes. */
  PRINTING_IS_FOR_COMMANDS(
      base ->
          noClasses()
              .that(outside(base, ".local..", ".common.log.."))
              .and(areNotMains())
              .should()
              .accessTargetWhere(isOneOf(System.class, "out", "err"))),

  /** Null is nowhere unless it is declared. */
  PACKAGES_ARE_NULL_MARKED(
      base ->
          classes()
              .that(resideInAPackage(base + ".."))
              .and(areNot("package-info"))
              .should(beInNullMarkedPackage())),

  /** A name says what a class is for. */
  NAMES_SAY_A_ROLE(
      base ->
          noClasses()
              .that(resideInAPackage(base + ".."))
              .should()
              .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Abstract\\w+)$"));

  @SuppressWarnings("ImmutableEnumChecker") // a function of literals, as immutable as they are
  private final Function<String, ArchRule> ruleOfBase;

  Border(Function<String, ArchRule> ruleOfBase) {
    this.ruleOfBase = ruleOfBase;
  }

  /** This border among the packages below a base. */
  ArchRule rule(String base) {
    return ruleOfBase.apply(base).as(name()).allowEmptyShould(true);
  }

  /** Only these packages and a service's own one, where it is wired, know the technology. */
  private static ArchRule onlyIn(String base, List<String> adapters, String... technology) {
    return noClasses()
        .that(outside(base, adapters.toArray(String[]::new)))
        .and(resideOutsideOfPackages(base + ".collector", base + ".loader"))
        .and(areNotMains())
        .should()
        .dependOnClassesThat(resideInAnyPackage(technology));
  }

  /** A service knows neither these others nor what puts them all together. */
  private static ArchRule knowsNone(String base, String service, String... others) {
    return noClasses()
        .that(resideInAPackage(base + service))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                Stream.concat(Arrays.stream(others), Stream.of(".local.."))
                    .map(other -> base + other)
                    .toArray(String[]::new)));
  }

  private static DescribedPredicate<JavaClass> outside(String base, String... packages) {
    String[] below = Arrays.stream(packages).map(name -> base + name).toArray(String[]::new);
    return resideInAPackage(base + "..").and(resideOutsideOfPackages(below));
  }

  private static DescribedPredicate<JavaClass> areNotMains() {
    return DescribedPredicate.describe(
        "are no mains", type -> !topLevelName(type).endsWith("Main"));
  }

  private static DescribedPredicate<JavaClass> areNot(String... names) {
    Set<String> left = Set.of(names);
    return DescribedPredicate.describe(
        "are none of " + left, type -> !left.contains(topLevelName(type)));
  }

  /** A call of, a reference to, or a reading of one of these members. */
  private static DescribedPredicate<JavaAccess<?>> isOneOf(Class<?> owner, String... members) {
    Set<String> named = Set.of(members);
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + named,
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && named.contains(access.getName()));
  }

  /** Instant.now() and the like; with a clock as argument it is welcome. */
  private static DescribedPredicate<JavaAccess<?>> isNow() {
    return DescribedPredicate.describe(
        "now()",
        access ->
            access.getTargetOwner().getPackageName().equals("java.time")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Clock.class)));
  }

  private static ArchCondition<JavaClass> beInNullMarkedPackage() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "be in a package that is @NullMarked",
            type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
  }

  private static String topLevelName(JavaClass type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }
}

package dev.oceanus.local.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BorderTest {
  private static final String BASE = "dev.oceanus";
  private static final String FIXTURES = "dev.oceanus.local.arch.fixture";

  private static final JavaClasses production =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE)
          .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(BASE + ".testkit..")));

  private static final JavaClasses fixtures = new ClassFileImporter().importPackages(FIXTURES);

  @Test
  void seesTheClassesOfEveryModule() {
    assertThat(production.stream().map(JavaClass::getName))
        .contains(
            "dev.oceanus.common.config.Env",
            "dev.oceanus.collector.CollectorMain",
            "dev.oceanus.loader.LoaderMain",
            "dev.oceanus.tables.TablesMain",
            "dev.oceanus.export.ExportMain",
            "dev.oceanus.notifier.targets.TargetOpener",
            "dev.oceanus.duckdb.DuckDbFile",
            "dev.oceanus.bigquery.BigQueryConnection");
  }

  @ParameterizedTest
  @EnumSource
  void noClassCrossesIt(Border border) {
    border.rule(BASE).check(production);
  }

  @ParameterizedTest
  @EnumSource
  void everyFixtureThatCrossesItIsReported(Border border) {
    List<String> report = border.rule(FIXTURES).evaluate(fixtures).getFailureReport().getDetails();

    assertThat(breaching(border))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(report).anyMatch(line -> line.contains(name)));
  }

  @ParameterizedTest
  @EnumSource
  void noOtherFixtureIsReported(Border border) {
    List<String> report = border.rule(FIXTURES).evaluate(fixtures).getFailureReport().getDetails();

    assertThat(report)
        .allSatisfy(
            line -> assertThat(breaching(border)).as(line).anyMatch(name -> line.contains(name)));
  }

  private static List<String> breaching(Border border) {
    return fixtures.stream()
        .filter(type -> bordersOf(type).anyMatch(border.name()::equals))
        .map(JavaClass::getName)
        .toList();
  }

  private static Stream<String> bordersOf(JavaClass type) {
    return type.tryGetAnnotationOfType(Breaches.class).stream()
        .flatMap(breaches -> Arrays.stream(breaches.value()));
  }
}

package dev.oceanus.collector.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.site.Privacy.Then;
import dev.oceanus.common.site.Site.Accepts;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreatmentTest {
  private static final Set<Accepts> FORMS = EnumSet.of(Accepts.FORM, Accepts.PIRATE);

  @Test
  void neverThrowsAFormAway() {
    for (Accepts form : FORMS) {
      assertThat(Treatment.ofObjection(Then.DROP, form)).isEqualTo(Treatment.SIGNED);
      assertThat(Treatment.ofObjection(Then.ANONYMISE, form)).isEqualTo(Treatment.SIGNED);
    }
  }

  @Test
  void storesNothingElseWhereTheSiteSaysSo() {
    for (Accepts by : EnumSet.complementOf(EnumSet.copyOf(FORMS))) {
      assertThat(Treatment.ofObjection(Then.DROP, by)).isEqualTo(Treatment.NONE);
      assertThat(Treatment.ofObjection(Then.ANONYMISE, by)).isEqualTo(Treatment.ANONYMOUS);
      assertThat(Treatment.ofObjection(Then.IGNORE, by)).isEqualTo(Treatment.USUAL);
    }
  }
}

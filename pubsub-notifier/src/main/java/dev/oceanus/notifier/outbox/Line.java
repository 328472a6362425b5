package dev.oceanus.notifier.outbox;

import dev.oceanus.common.site.Rate;
import dev.oceanus.notifier.delivery.Target;
import java.util.Optional;

/**
 * A target with its name.
 *
 * @param name as actions name it, {@code [A-Za-z0-9._-]{1,64}}
 * @param target where notices go
 * @param rate how often it may be called, if that is limited
 * @param tries how often a notice is tried before it is given up, 1 or more
 */
public record Line(String name, Target target, Optional<Rate> rate, int tries) {}

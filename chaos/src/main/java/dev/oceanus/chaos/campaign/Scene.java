package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.load.Load;
import dev.oceanus.chaos.rig.Rig;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where a campaign takes place.
 *
 * @param rig the processes
 * @param load what is sent to them
 * @param random from the seed of the run
 * @param progress takes a line for whoever watches
 */
public record Scene(Rig rig, Load load, RandomGenerator random, Consumer<String> progress) {}

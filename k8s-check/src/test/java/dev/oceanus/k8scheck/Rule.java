package dev.oceanus.k8scheck;

import java.util.List;
import java.util.function.Function;

/**
 * What must hold of a rendering.
 *
 * @param name as in reports; kube-linter's where it has one
 * @param check one line for each fault
 */
record Rule(String name, Function<World, List<String>> check) {}

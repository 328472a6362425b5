/** The manifests in {@code k8s/}: rendered, read strictly, and held against rules and programs. */
@NullMarked
package dev.oceanus.k8scheck;

import org.jspecify.annotations.NullMarked;

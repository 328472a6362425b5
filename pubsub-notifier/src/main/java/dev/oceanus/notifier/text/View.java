package dev.oceanus.notifier.text;

import org.jspecify.annotations.Nullable;

/** What names mean while a template is filled. For one thread. */
@FunctionalInterface
public interface View {
  /**
   * The value of a name: a text, Long, Double, Boolean, or a map or list of such or of views.
   *
   * @return null if the name means nothing here; an empty text if it means something without value
   */
  @Nullable Object get(String name);
}

package dev.oceanus.notifier.text;

import com.samskivert.mustache.Mustache;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One filling of a template: what it looks into, and how often it may go round. */
final class Filling {
  /** The most items of lists that one filling writes, all its lists together. */
  static final int MOST_ITEMS = 10_000;

  private int itemsLeft = MOST_ITEMS;
  private boolean whole = true;

  /** Whether no list had to be cut. */
  boolean whole() {
    return whole;
  }

  Mustache.CustomContext context(View view) {
    return new Context(view);
  }

  private @Nullable Object wrapped(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case View view -> new Context(view);
      case Map<?, ?> map -> new Members(map, this);
      case List<?> list -> new Items(list, this);
      default -> value;
    };
  }

  /** A member of a member: {@code a.b.c}. */
  private static @Nullable Object member(@Nullable Object value, String path) {
    Object found = value;
    for (String name : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }

  /** A view as Mustache looks into it. */
  private final class Context implements Mustache.CustomContext {
    private final View view;

    Context(View view) {
      this.view = view;
    }

    @Override
    public @Nullable Object get(String name) {
      Object whole = view.get(name);
      int dot = name.indexOf('.');
      if (whole != null || dot <= 0) {
        return wrapped(whole);
      }
      Object outer = view.get(name.substring(0, dot));
      if (outer == null) {
        return null;
      }
      Object inner = member(outer, name.substring(dot + 1));
      return inner == null ? "" : wrapped(inner);
    }
  }

  /** A map as Mustache looks into it. */
  record Members(Map<?, ?> map, Filling filling) implements Mustache.CustomContext {
    @Override
    public @Nullable Object get(String name) {
      return filling.wrapped(member(map, name));
    }
  }

  /** A list as Mustache goes round in it. */
  record Items(List<?> list, Filling filling) implements Iterable<Object> {
    @Override
    public Iterator<Object> iterator() {
      Iterator<?> items = list.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          boolean more = items.hasNext();
          if (more && filling.itemsLeft <= 0) {
            filling.whole = false;
            return false;
          }
          return more;
        }

        @Override
        public Object next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          filling.itemsLeft--;
          Object item = filling.wrapped(items.next());
          return item == null ? "" : item;
        }
      };
    }
  }
}

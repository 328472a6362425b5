package dev.oceanus.collector.badinput;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.testkit.input.Blns;

/** Where in a request a string may stand. */
enum Position {
  VALUE {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, "tit", text);
    }
  },
  JSON_VALUE {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, "jsn", json(text));
    }

    @Override
    String json(String text) {
      return "{\"naughty\":" + Blns.json(text) + "}";
    }
  },
  JSON_KEY {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, "jsn", json(text));
    }

    @Override
    String json(String text) {
      return "{" + Blns.json(text) + ":[\"naughty\"]}";
    }
  },
  KEY {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, text, "naughty key");
    }
  },
  USER_AGENT {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, "tit", "t", "User-Agent: " + Blns.raw(text));
    }
  },
  REFERER {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, "tit", "t", "Referer: " + Blns.raw(text));
    }
  },
  COOKIE {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.with(id, "tit", "t", "Cookie: _oc_vid=" + Blns.raw(text));
    }
  },
  SITE {
    @Override
    String request(Recipe recipe, String id, String text) {
      return recipe.at(recipe.path() + "/" + Blns.escaped(text), id, "tit", "t");
    }
  },
  PATH {
    @Override
    String request(Recipe recipe, String id, String text) {
      return RawHttp.head("GET", "/" + Blns.raw(text)) + "\r\n";
    }
  };

  /** A request of a route with this text in this place, and an id to find its event by. */
  abstract String request(Recipe recipe, String id, String text);

  /** The JSON that holds the text, where it stands in JSON. */
  String json(String text) {
    throw new IllegalStateException(this + " is not in JSON");
  }
}

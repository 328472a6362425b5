package dev.oceanus.loader.redis;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Seals as JSON. Thread-safe. */
final class SealJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private SealJson() {}

  static String write(Seal seal) {
    ObjectNode json = JSON.createObjectNode();
    json.put("epoch", seal.id().epoch());
    json.put("lane", seal.id().lane());
    json.put("seq", seal.id().seq());
    json.put("attempt", seal.attempt());
    ArrayNode upper = json.putArray("upper");
    seal.upper().forEach(id -> upper.add(id.toString()));
    json.put("entries", seal.entries());
    json.put("sha256", seal.sha256());
    ArrayNode excluded = json.putArray("excluded");
    for (Excluded each : seal.excluded()) {
      excluded
          .addObject()
          .put("shard", each.entry().shard())
          .put("id", each.entry().id().toString())
          .put("attempt", each.attempt())
          .put("reason", each.reason().name())
          .put("field", each.field())
          .put("detail", each.detail());
    }
    json.put("sealed_at", seal.sealedAt().toString());
    return json.toString();
  }

  static Seal read(String text) {
    JsonNode json = JSON.readTree(text);
    List<EntryId> upper = new ArrayList<>();
    json.get("upper").forEach(id -> upper.add(EntryId.parse(id.stringValue())));
    List<Excluded> excluded = new ArrayList<>();
    json.get("excluded")
        .forEach(
            each ->
                excluded.add(
                    new Excluded(
                        new EntryRef(
                            each.get("shard").intValue(),
                            EntryId.parse(each.get("id").stringValue())),
                        each.get("attempt").intValue(),
                        Excluded.Reason.valueOf(each.get("reason").stringValue()),
                        each.get("field").stringValue(),
                        each.get("detail").stringValue())));
    return new Seal(
        new BatchId(
            json.get("epoch").stringValue(),
            json.get("lane").stringValue(),
            json.get("seq").longValue()),
        json.get("attempt").intValue(),
        upper,
        json.get("entries").intValue(),
        json.get("sha256").stringValue(),
        excluded,
        Instant.parse(json.get("sealed_at").stringValue()));
  }
}

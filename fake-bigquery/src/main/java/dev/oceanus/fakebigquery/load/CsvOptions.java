package dev.oceanus.fakebigquery.load;

import tools.jackson.databind.JsonNode;

/**
 * How a CSV file is written.
 *
 * @param skippedLines at the top
 * @param nullMarker text of a value that is none
 * @param jagged whether a row may end early
 * @param ignoreUnknown whether a row may have more values than the table has columns
 * @param quotedNewlines whether a value in quotes may hold ends of lines
 */
public record CsvOptions(
    char delimiter,
    char quote,
    long skippedLines,
    String nullMarker,
    boolean jagged,
    boolean ignoreUnknown,
    boolean quotedNewlines) {

  /** From the configuration of a load job. */
  public static CsvOptions from(JsonNode load) {
    String delimiter = load.path("fieldDelimiter").asString(",");
    if (delimiter.equalsIgnoreCase("tab") || delimiter.equals("\\t")) {
      delimiter = "\t";
    }
    String quote = load.path("quote").asString("\"");
    return new CsvOptions(
        delimiter.isEmpty() ? ',' : delimiter.charAt(0),
        quote.isEmpty() ? '\0' : quote.charAt(0),
        load.path("skipLeadingRows").asLong(0),
        load.path("nullMarker").asString(""),
        load.path("allowJaggedRows").asBoolean(false),
        load.path("ignoreUnknownValues").asBoolean(false),
        load.path("allowQuotedNewlines").asBoolean(false));
  }
}

package dev.oceanus.local.command;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.query.Formats;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import java.io.IOException;
import java.io.Writer;

/** {@code oceanus query}: asks the local warehouse, whether its process runs or not. */
public final class QueryCommand {
  private final Queries queries;
  private final String format;

  /**
   * @param format one of {@link Formats#NAMES}
   */
  public QueryCommand(DataFolder folder, String format) {
    this.queries = new LocalQueries(folder);
    this.format = format;
  }

  /**
   * Writes the answer.
   *
   * @throws CommandException if there is none, with what the warehouse says
   * @throws IOException if it cannot be written
   */
  public void run(String sql, Writer out) throws IOException {
    try {
      queries.ask(sql, Formats.of(format, out));
      out.flush();
    } catch (QueryFailedException e) {
      out.flush();
      throw new CommandException(1, String.valueOf(e.getMessage()));
    }
  }
}

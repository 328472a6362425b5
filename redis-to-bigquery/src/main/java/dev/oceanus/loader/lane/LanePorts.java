package dev.oceanus.loader.lane;

import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.Epochs;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.StreamAppender;
import dev.oceanus.common.stream.StreamReader;
import dev.oceanus.loader.seal.SealStore;
import dev.oceanus.loader.warehouse.Warehouse;

/** Everything outside the process that a lane's loader speaks to. */
public record LanePorts(
    StreamReader reader,
    StreamAppender appender,
    Leases leases,
    Cursors cursors,
    Epochs epochs,
    SealStore seals,
    Warehouse warehouse) {}

/** Google Cloud Pub/Sub: the bus of live events where Oceanus runs in the cloud. */
@NullMarked
package dev.oceanus.pubsub;

import org.jspecify.annotations.NullMarked;

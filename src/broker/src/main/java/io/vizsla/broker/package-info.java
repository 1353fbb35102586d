/** A real Kafka broker, KRaft in combined mode, inside this process: what it stores, where it listens, how it starts. */
@NullMarked
package io.vizsla.broker;

import org.jspecify.annotations.NullMarked;

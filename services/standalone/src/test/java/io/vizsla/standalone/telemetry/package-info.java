/** Tests of traces: a real instance, a collector that takes what it exports, and the SDK itself. */
package io.vizsla.standalone.telemetry;

/** The object graph: which parts stand behind the ports, in which order they start and stop. */
@NullMarked
package io.vizsla.standalone.wiring;

import org.jspecify.annotations.NullMarked;

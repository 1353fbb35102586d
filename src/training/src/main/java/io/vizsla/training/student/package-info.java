/** A small model that learns to read queries in the space of a large one, whose passages stay. */
@NullMarked
package io.vizsla.training.student;

import org.jspecify.annotations.NullMarked;

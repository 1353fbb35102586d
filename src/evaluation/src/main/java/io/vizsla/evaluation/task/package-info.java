/** Tasks beyond search, by the protocols of MTEB: what a model's vectors are good for, and which of several models is best. */
@NullMarked
package io.vizsla.evaluation.task;

import org.jspecify.annotations.NullMarked;

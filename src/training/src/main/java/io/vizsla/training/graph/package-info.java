/** Models' own graphs computed on libtorch tensors, so that they can be trained: operators, fusion, parameters. */
@NullMarked
package io.vizsla.training.graph;

import org.jspecify.annotations.NullMarked;

/** Joins the signals of the candidates into one order. */
@NullMarked
package io.vizsla.retrieval.fusion;

import org.jspecify.annotations.NullMarked;

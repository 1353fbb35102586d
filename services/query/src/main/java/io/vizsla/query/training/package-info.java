/**
 * Refreshes of models: data out of a collection, a process that trains, its progress, and what becomes of the model.
 */
@NullMarked
package io.vizsla.query.training;

import org.jspecify.annotations.NullMarked;

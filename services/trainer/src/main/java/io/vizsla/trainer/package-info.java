/** The process that refreshes a model: it reads a folder, trains, checks, and writes a model and a report. */
@NullMarked
package io.vizsla.trainer;

import org.jspecify.annotations.NullMarked;

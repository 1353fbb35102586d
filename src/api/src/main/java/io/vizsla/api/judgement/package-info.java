/** What people said about hits: which document answers which query. */
@NullMarked
package io.vizsla.api.judgement;

import org.jspecify.annotations.NullMarked;

/** Who may call what. */
@NullMarked
package io.vizsla.query.security;

import org.jspecify.annotations.NullMarked;

package org.example.accounts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** Stores notes, and counts those of the caller. */
@Path("notes")
@RequestScoped
public class NotesResource {
  /** Needs no unit name, since the application has one unit. */
  @PersistenceContext EntityManager entityManager;

  @POST
  @Transactional
  public void write(@Context SecurityContext security) {
    entityManager.persist(new Note(security.getUserPrincipal().getName()));
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String count(@Context SecurityContext security) {
    String caller = security.getUserPrincipal().getName();
    long notes =
        entityManager
            .createQuery("select count(n) from Note n where n.author = :caller", Long.class)
            .setParameter("caller", caller)
            .getSingleResult();
    return "Notes of " + caller + ": " + notes + "\n";
  }
}

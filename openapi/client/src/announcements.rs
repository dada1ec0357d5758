//! Announcements: written by staff, read by families.

use reqwest::Method;
use serde::Serialize;
use shared::calendar::SchoolYear;
use shared::ids::{AnnouncementId, HouseholdId};
use shared::wire::{
    Announcement, AnnouncementReach, AnnouncementSummary, AnnouncementText, Audiences, HouseholdAnnouncement,
    Page, Publication, TextPreview, TextToPreview,
};

use crate::http::{Cached, PageRequest, done, etag, read};
use crate::{Client, Error};

#[derive(Serialize)]
struct OfYear {
    #[serde(skip_serializing_if = "Option::is_none")]
    school_year: Option<SchoolYear>,
}

/// Which announcements a family asks for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AnnouncementsRequest {
    /// `fr` or `en`.
    pub language: &'static str,
    /// Only those that the account has not read.
    pub unread: bool,
    /// Which page.
    #[serde(flatten)]
    pub page: PageRequest,
}

impl Client {
    /// All announcements, newest first; for staff.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `second_factor_missing`, or no answer.
    pub async fn list_announcements(&self, page: &PageRequest) -> Result<Page<AnnouncementSummary>, Error> {
        self.get("/v1/announcements", page).await
    }

    /// Whom one may write to in a school year, the present one without; with how many households each has.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `school_year`, and as [`Client::list_announcements`].
    pub async fn list_audiences(&self, school_year: Option<SchoolYear>) -> Result<Audiences, Error> {
        self.get("/v1/announcements/audiences", &OfYear { school_year }).await
    }

    /// How a text will look.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming `text`, and as [`Client::list_announcements`].
    pub async fn preview_announcement(&self, text: &TextToPreview) -> Result<TextPreview, Error> {
        self.post("/v1/announcements/preview", text).await
    }

    /// Writes a draft. Sent again under the same `key`, it is written once.
    ///
    /// # Errors
    ///
    /// `invalid_value` naming fields, and as [`Client::list_announcements`].
    pub async fn create_announcement(
        &self,
        key: &str,
        text: &AnnouncementText,
    ) -> Result<Announcement, Error> {
        self.post_once("/v1/announcements", key, text).await
    }

    /// An announcement as it is written, with the `ETag` to change it by.
    ///
    /// # Errors
    ///
    /// `not_found`, and as [`Client::list_announcements`].
    pub async fn get_announcement(&self, id: AnnouncementId) -> Result<Cached<Announcement>, Error> {
        self.get_cached(&format!("/v1/announcements/{id}"), &(), None).await
    }

    /// Changes a draft or corrects what is published, if it still has this version.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `not_permitted`, `not_found`, `invalid_value` naming fields, and as
    /// [`Client::list_announcements`].
    pub async fn update_announcement(
        &self,
        id: AnnouncementId,
        version: i32,
        text: &AnnouncementText,
    ) -> Result<Announcement, Error> {
        let path = format!("/v1/announcements/{id}");
        read(self.changing(Method::PUT, &path, &etag(version)).json(text)).await
    }

    /// Deletes a draft, if it still has this version.
    ///
    /// # Errors
    ///
    /// As [`Client::update_announcement`].
    pub async fn delete_announcement(&self, id: AnnouncementId, version: i32) -> Result<(), Error> {
        done(self.changing(Method::DELETE, &format!("/v1/announcements/{id}"), &etag(version))).await
    }

    /// Whom an announcement would reach now.
    ///
    /// # Errors
    ///
    /// `not_found`, and as [`Client::list_announcements`].
    pub async fn get_announcement_reach(&self, id: AnnouncementId) -> Result<AnnouncementReach, Error> {
        self.get(&format!("/v1/announcements/{id}/reach"), &()).await
    }

    /// Publishes a draft, if it still has this version.
    ///
    /// # Errors
    ///
    /// As [`Client::update_announcement`].
    pub async fn publish_announcement(
        &self,
        id: AnnouncementId,
        version: i32,
        publication: Publication,
    ) -> Result<Announcement, Error> {
        let path = format!("/v1/announcements/{id}/publication");
        read(self.changing(Method::PUT, &path, &etag(version)).json(&publication)).await
    }

    /// Takes back what is published, if it still has this version.
    ///
    /// # Errors
    ///
    /// As [`Client::update_announcement`].
    pub async fn withdraw_announcement(
        &self,
        id: AnnouncementId,
        version: i32,
    ) -> Result<Announcement, Error> {
        read(self.changing(Method::DELETE, &format!("/v1/announcements/{id}/publication"), &etag(version)))
            .await
    }

    /// The announcements for a household that are shown now, newest first.
    ///
    /// # Errors
    ///
    /// `not_found`, `unauthenticated`, or no answer.
    pub async fn list_household_announcements(
        &self,
        household: HouseholdId,
        asked: &AnnouncementsRequest,
    ) -> Result<Page<HouseholdAnnouncement>, Error> {
        self.get(&format!("/v1/households/{household}/announcements"), asked).await
    }

    /// Marks an announcement as read.
    ///
    /// # Errors
    ///
    /// As [`Client::list_household_announcements`].
    pub async fn update_announcement_reading(
        &self,
        household: HouseholdId,
        id: AnnouncementId,
    ) -> Result<(), Error> {
        let path = format!("/v1/households/{household}/announcements/{id}/reading");
        done(self.request(Method::PUT, &path)).await
    }
}
